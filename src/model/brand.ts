declare const brand: unique symbol;

/** A value that only its parser may make: `string & Brand<'ListId'>` is not any string. */
export type Brand<Name extends string> = { readonly [brand]: Name };
