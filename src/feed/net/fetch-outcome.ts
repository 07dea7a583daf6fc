/** What a server told us to send back, byte for byte, when we ask again (RFC 9110 §13). */
export type Validators = {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
};

/** When the server would like to be asked again. */
export type Freshness = {
  /** From Cache-Control or Expires; undefined where it says nothing. */
  readonly maxAgeMs: number | undefined;
  /** From Retry-After, at most seven days. */
  readonly retryAfterMs: number | undefined;
};

/**
 * What can come of a request. All are ordinary; only a bug of our own is thrown, and the reason of
 * `FetchOptions.signal` once that is aborted.
 */
export type FetchOutcome =
  | (Freshness & {
      readonly kind: 'fetched';
      /** Where the body came from, after redirects. */
      readonly url: string;
      /** The address to use from now on: set only when every redirect on the way was permanent. */
      readonly movedTo: string | undefined;
      readonly contentType: string | undefined;
      /** Those that `FetchOptions.headers` names; empty where the server sent none. */
      readonly headers?: Readonly<Record<string, string>>;
      /** X-Robots-Tag, lower case. */
      readonly robotsTag: string;
      readonly validators: Validators;
      /** Decoded from any content encoding; its characters are not. */
      readonly body: Uint8Array;
    })
  | (Freshness & {
      readonly kind: 'not-modified';
      readonly movedTo: string | undefined;
      /** As the server has them now; what it leaves out of a 304 stays as it was sent. */
      readonly validators: Validators;
    })
  /** 410, at the address asked for or one that it has moved to for good: it will not come back. */
  | { readonly kind: 'gone' }
  | (Freshness & {
      readonly kind: 'failed';
      readonly code: FailureCode;
      /** For a person: what happened, without anything an inside port would reveal. */
      readonly reason: string;
      readonly status: number | undefined;
    });

export type FailureCode =
  /** The guard refused the address, or one on the way: it is inside, or its port may be. */
  | 'forbidden'
  /** Not to be fetched in any network. */
  | 'bad-address'
  | 'not-found'
  | 'denied'
  | 'too-many-requests'
  | 'server-error'
  | 'unexpected-status'
  | 'too-large'
  | 'too-slow'
  | 'too-many-redirects'
  | 'no-such-host'
  | 'no-connection'
  | 'bad-certificate'
  | 'broken-answer';

export type FetchOptions = {
  readonly validators?: Validators;
  readonly accept?: string;
  /** Decoded bytes after which the answer is given up; 10 MB unless said otherwise. */
  readonly maxBytes?: number;
  /** Further headers that are wanted, by lower-case name. */
  readonly headers?: readonly string[];
  readonly signal?: AbortSignal;
};

/** Fetches one address, given by a stranger, safely; see `createFetcher`. */
export type Fetch = (url: string, options?: FetchOptions) => Promise<FetchOutcome>;
