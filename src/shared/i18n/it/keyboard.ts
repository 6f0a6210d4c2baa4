import type { Messages } from "../message.ts";

export const keyboard = {
  "keyboard.title": "Tastiera",
  "keyboard.text":
    "Premi il pulsante di un tasto, poi il tasto che vuoi: uno, o due di seguito. Vale per te, su questo computer.",
  "keyboard.resetAll": "Ripristina tutti i tasti",
  "keyboard.area.everywhere": "Ovunque",
  "keyboard.area.lists": "Negli elenchi",
  "keyboard.area.tickets": "Ticket",
  "keyboard.press": "Premi un tasto …",
  "keyboard.change": "{label}: {keys}, cambia",
  "keyboard.none": "nessuno",
  "keyboard.off": "Spegni",
  "keyboard.offOf": "{label}: spegni il tasto",
  "keyboard.reset": "Ripristina",
  "keyboard.resetOf": "{label}: ripristina il tasto",
  "keyboard.taken": "{keys} è già in uso: {label}.",
  "keyboard.takeOver": "Usalo qui",
} as const satisfies Messages;
