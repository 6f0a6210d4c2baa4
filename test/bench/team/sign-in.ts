import { Joined } from "#shared/contract/sign-in.ts";

export const ADDRESS = "ada@desk.example";
export const PASSWORD = "seven green elephants";

/** A question below `/auth`, as the page of the server asks it. @throws Error where it isn't granted */
export async function asked(serverUrl: string, name: string, body: object): Promise<unknown> {
  const response = await fetch(`${serverUrl}/auth/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: serverUrl },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** A device of the one person there joins with the password. */
export async function joinedDevice(serverUrl: string, deviceName: string): Promise<Joined> {
  return Joined.parse(
    await asked(serverUrl, "join", { by: "password", address: ADDRESS, password: PASSWORD, deviceName }),
  );
}
