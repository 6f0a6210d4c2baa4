/** Something that works beside the commands as long as the desk is open: it has a timer, or follows the documents. */
export type Service = {
  start(): void;
  /** The machine slept, or has a network again; the clock may be another. */
  wake(): void;
  /** Resolves when what is being done is done. */
  close(): Promise<void>;
};
