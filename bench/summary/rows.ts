/** Puts a line into the table: what was measured, ours, and what is simpler in the same run. */
export type Row = (what: string, value: string, against?: string) => void;
