import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to a server that can be cut or go silent, as networks do. */
export interface Wire {
  port: number;
  /** Everything as usual. */
  mend(): void;
  /** Open connections break, new ones are refused. */
  cut(): void;
  /** Connections stay open and nothing comes through. */
  silence(): void;
  close(): Promise<void>;
}

export async function wireTo(host: string, port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let state: 'mended' | 'cut' | 'silent' = 'mended';
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (state === 'cut') return near.destroy();
    const far = connect(port, host);
    keep(far);
    near.on('data', (data) => state === 'mended' && far.write(data));
    far.on('data', (data) => state === 'mended' && near.write(data));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    mend() {
      if (state === 'silent') breakAll(); // what was swallowed never comes back
      state = 'mended';
    },
    cut() {
      state = 'cut';
      breakAll();
    },
    silence() {
      state = 'silent';
    },
    close() {
      breakAll();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
