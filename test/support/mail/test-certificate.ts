import { generate } from "selfsigned";

export type TestCertificate = { readonly key: string; readonly cert: string };

/** A certificate for 127.0.0.1 and localhost that no authority vouches for. */
export async function testCertificate(
  options: { readonly notAfter?: Date; readonly name?: string } = {},
): Promise<TestCertificate> {
  const name = options.name ?? "localhost";
  const notAfterDate = options.notAfter ?? new Date(Date.now() + 86_400_000);
  const pems = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Math.min(Date.now(), notAfterDate.getTime()) - 86_400_000),
    notAfterDate,
    extensions: [
      {
        name: "subjectAltName",
        altNames:
          options.name === undefined
            ? [
                { type: 2, value: "localhost" },
                { type: 7, ip: "127.0.0.1" },
              ]
            : [{ type: 2, value: name }],
      },
    ],
  });
  return { key: pems.private, cert: pems.cert };
}
