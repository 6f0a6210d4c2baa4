import { IT_RETURNS } from "./it-returns.ts";
import { IT_SUPPORT } from "./it-support.ts";
import type { TextPack } from "./text-pack.ts";

export const IT: TextPack = {
  language: "it",
  greetings: [
    "Buongiorno",
    "Buonasera",
    "Ciao{| a tutti}",
    "Salve",
    "Gentile Altavia",
    "Spett.le servizio clienti",
    "Ciao ragazzi 👋",
  ],
  closings: [
    "Grazie{ mille|}\n{full}",
    "Cordiali saluti,\n{full}",
    "Un saluto da {city}\n{first}",
    "Buona giornata\n{first}",
    "Distinti saluti\n\n{full}\n{city}",
    "{first}",
  ],
  asides: [
    "Il {soon} partiamo per {place}, quindi sono un po' in ansia per i tempi.",
    "Sono vostro cliente da quando c'era solo il negozio a Belluno e non ho mai avuto problemi.",
    "È un regalo di compleanno per {mia figlia|mio figlio|mia moglie|mio marito|mio papà}, che ancora non sa niente 🤫",
    "L'anno scorso abbiamo fatto {place} con la vostra attrezzatura: perfetta.",
    "Scrivo dal telefono in rifugio, scusate gli errori.",
    "Ho provato a telefonare ma cade sempre la linea.",
    "Il numero dell'ordine è {order}, se serve.",
  ],
  nudges: [
    "Ci sono novità? Ho scritto {days} giorni fa e non ho ricevuto risposta.",
    "Scusate se insisto, ma vorrei risolvere prima del fine settimana.",
    "Riporto in alto la mia richiesta 🙂",
    "C'è qualcuno? Aspetto ormai da {days} giorni, non è da voi.",
  ],
  thanks: [
    "Perfetto, grazie mille {agent}! 🙏",
    "Ottimo. Grazie per la rapidità.",
    "Gentilissimi come sempre. Per me è tutto a posto.",
    "Tutto risolto, grazie!",
    "👍 grazie",
  ],
  agentGreetings: ["Buongiorno {first}", "Ciao {first}", "Gentile {full}"],
  agentClosings: [
    "Cordiali saluti\n{agent}\nServizio clienti Altavia",
    "Buona montagna\n{agent}",
    "Un saluto da Belluno\n{agent} · Altavia",
  ],
  holding: [
    "grazie del messaggio. Sto verificando con il magazzino e Le rispondo entro {domani|giovedì|fine settimana}.",
    "ho girato la richiesta al nostro laboratorio: di solito risponde in due giorni lavorativi. La tengo aggiornata.",
    "può mandarmi il numero dell'ordine e l'indirizzo con cui ha acquistato? Così controllo subito.",
    "scusi l'attesa, è stata una settimana molto piena. Le riscrivo in giornata.",
  ],
  fixes: [
    "ne ho parlato di persona con il magazzino: ora è risolto e lo seguo io finché non arriva.",
    "trovato: un errore di battitura nostro. È corretto, e per il disturbo c'è un buono da 10 € nel Suo account.",
    "ha fatto bene a riscriverci. Ho ricontrollato tutta la pratica: entro un'ora riceve la conferma.",
  ],
  reopenings: [
    "Purtroppo devo riaprire la questione: ieri è successo di nuovo.",
    "Mi spiace, ma non era finita lì: non è ancora arrivato niente.",
    "Scusate se torno sull'argomento, ma il rimborso sul conto non c'è ancora.",
    "Un'ultima domanda: vale anche per {product} che ho comprato in primavera?",
  ],
  replyPrefixes: ["Re: ", "R: ", "RE: "],
  forwardPrefix: "I: ",
  forwardIntros: [
    "Vi giro quello che mi ha scritto il corriere.",
    "È davvero vostra questa mail?",
    "Inoltro quanto ricevuto stamattina.",
  ],
  forwardHeading: "---------- Messaggio inoltrato ---------",
  quoteHeading: "Il {date} {writer} ha scritto:",
  outOfOffice: [
    {
      subject: "Risposta automatica: {subject}",
      body: "Grazie per il messaggio. Sono fuori ufficio fino al {soon} e non leggo la posta.\n\n{full}",
    },
    {
      subject: "Fuori sede: {subject}",
      body: "Buongiorno, sono in ferie ⛰️ e rientro il {soon}. Per urgenze contattare i colleghi.\n\n{full}",
    },
  ],
  sideRemarks: [
    "Buongiorno, sono {il marito|la moglie|la vicina} di {first}: il pacco lo ritiro io, mettete per favore il mio numero.",
    "{first} mi ha girato questa conversazione. In realtà ne vorremmo due. È ancora possibile?",
    "Sono il collega dell'amministrazione: la fattura mandatela anche a noi, grazie.",
  ],
  topics: [...IT_SUPPORT, ...IT_RETURNS],
};
