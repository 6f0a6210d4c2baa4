/** How a port reaches the page: main process → preload over this channel, preload → page in a window message of this type. */
export const PORT_MESSAGE = "pipedesk:port";

/** The hello that comes with the port. */
export type PortMessage = { readonly type: typeof PORT_MESSAGE; readonly protocol: number };
