import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';

export type TestServer = {
  readonly port: number;
  /** How often anyone has connected. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** A real web server on loopback, on a free port unless one is named. */
export async function serve(
  handler: RequestListener,
  { host = '127.0.0.1', port = 0 } = {},
): Promise<TestServer> {
  const server = createServer({ keepAliveTimeout: 100 }, handler);
  return listening(server, { host, port });
}

/** A server below HTTP: what it says need not be any protocol. */
export async function serveTcp(
  handler: (socket: Socket) => void,
  { host = '127.0.0.1', port = 0 } = {},
): Promise<TestServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    handler(socket);
  });
  return listening(server, { host, port });
}

/** Starts any server of Node's and counts who comes. */
export async function listening(
  server: Server | TcpServer,
  at: { readonly host: string; readonly port: number },
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(at.port, at.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
