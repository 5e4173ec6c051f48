import type { RequestHandler } from 'express';
import multer from 'multer';
import { LARGEST_FILE } from './commands/spreadsheet';
import { ProblemError } from './problem';

/** Field of the form that carries the file. */
export const FILE_FIELD = 'file';

const one = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST_FILE, files: 1, fields: 10, fieldSize: 10_000 },
  defParamCharset: 'utf8', // file names with accents
}).single(FILE_FIELD);

/**
 * Reads a form with a file (`req.file`, the other fields in `req.body`), of signed-in people only. It runs before the
 * protection against forged requests, whose token is one of the fields.
 */
export const upload: RequestHandler = (req, res, next) => {
  if (!req.is('multipart/form-data')) return next();
  if (!req.actor) throw new ProblemError('not-signed-in');
  one(req, res, next);
};
