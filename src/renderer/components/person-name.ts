/** A person's name as it is shown: the name, else the address, else ''. */
export function nameOf(person: { readonly name: string; readonly address: string }): string {
  return person.name.trim() || person.address;
}
