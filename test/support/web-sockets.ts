import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

export type WebSockets = {
  /** How many are open. */
  readonly count: () => number;
  /** Says the same to each of them. */
  readonly send: (payload: object) => void;
  /** Closes each of them, with that code. */
  readonly drop: (code: number) => void;
};

/** Takes every web socket that is asked for; what comes over it is not read. */
export function webSockets(
  server: Server,
  opened: (send: WebSockets['send'], socket: Duplex) => void,
): WebSockets {
  const open = new Set<Duplex>();
  server.on('upgrade', ({ headers }, socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.on('data', ([first]: Buffer) => first === CLOSE && socket.end());
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptKey(headers['sec-websocket-key'] ?? '')}\r\n\r\n`,
    );
    opened((payload) => socket.write(textFrame(payload)), socket);
  });
  return {
    count: () => open.size,
    send: (payload) => {
      for (const socket of open) socket.write(textFrame(payload));
    },
    drop: (code) => {
      for (const socket of open) socket.end(frame(CLOSE, Buffer.from([code >> 8, code & 255])));
    },
  };
}

const TEXT = 0x81;
const CLOSE = 0x88;

function textFrame(payload: object): Buffer {
  return frame(TEXT, Buffer.from(JSON.stringify(payload)));
}

/** One whole frame, shorter than 64 kB: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frame(head: number, payload: Buffer): Buffer {
  const { length } = payload;
  const size = length < 126 ? [length] : [126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([head, ...size]), payload]);
}

function acceptKey(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}
