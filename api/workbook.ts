import type { Response } from 'express';

/** The media type of a spreadsheet. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file to download. */
export interface WorkbookFile {
  name: string;
  content: Buffer;
}

export function sendWorkbook(res: Response, { name, content }: WorkbookFile): void {
  res.attachment(name).type(XLSX).send(content);
}
