/** Where the desk is served when nobody says otherwise; drafts and view state in the browser belong to this port. */
export const DEFAULT_PORT = 4810;
