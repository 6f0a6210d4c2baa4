import tls from "node:tls";

export default tls;
export const { checkServerIdentity, connect, createSecureContext, rootCertificates, TLSSocket } = tls;

/** Node 22.15's; the program asks for the default set. */
export const getCACertificates = () => [...rootCertificates];
