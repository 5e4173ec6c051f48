import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateRequest } from 'twilio';

export interface Hook {
  path: string;
  params: Record<string, string>;
  /** Is the signature the one Twilio would have made with this token? */
  genuine: boolean;
}

/** Stands where the application's webhooks will: notes what is posted, and whether it is signed properly. */
export async function webhookSink(authToken: string, answer: { status: number; body: string }) {
  const hooks: Hook[] = [];
  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const params = Object.fromEntries(new URLSearchParams(text));
      const signature = String(request.headers['x-twilio-signature']);
      const path = request.url ?? '';
      hooks.push({ path, params, genuine: validateRequest(authToken, signature, url + path, params) });
      response.writeHead(answer.status, { 'Content-Type': 'text/xml' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, hooks, stop };
}
