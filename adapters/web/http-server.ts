import { createServer, type RequestListener, type Server } from 'node:http';

/** An HTTP server that slow or idle clients cannot hold: a whole request has 15 s to arrive. */
export function createHttpServer(handler: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 5_000,
      maxHeaderSize: 16_384,
    },
    handler,
  );
  server.maxRequestsPerSocket = 1_000;
  return server;
}
