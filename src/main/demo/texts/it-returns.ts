import type { Topic } from "./text-pack.ts";

export const IT_RETURNS: readonly Topic[] = [
  {
    channel: "returns",
    weight: 10,
    tags: ["return"],
    dialogues: [
      {
        subject: "{Reso ordine {order}|{boots}: misura sbagliata}",
        ask: "{boots} è bellissimo ma il {size} mi va stretto. Vorrei renderlo: come ricevo l'etichetta?",
        answer:
          "certamente. L'etichetta di {carrier} arriva con un'altra mail: consegni il pacco entro 14 giorni. Il rimborso parte entro cinque giorni dall'arrivo.",
        followUp: "Consegnato oggi, codice {tracking}.",
        resolution: "Il reso è arrivato e ho appena sbloccato {amount}.",
      },
      {
        subject: "Reso parziale ordine {order}",
        ask: "vorrei restituire due articoli su tre dell'ordine {order}. Mai usati, con cartellino.",
        answer: "nessun problema, riceve l'etichetta con un'altra mail. Va bene qualsiasi scatola robusta.",
        followUp: "Al punto di ritiro non leggono l'etichetta. Me ne mandate un'altra?",
        resolution: "Eccone una nuova, ci scusi per il giro a vuoto! Se non va, {carrier} passa a casa.",
      },
      {
        subject: "Il {colour} non è quello della foto",
        ask: "{jacket} in {colour} dal vivo è tutt'altra cosa rispetto alla foto. Posso renderla?",
        answer:
          "certo, e non è il primo a dirlo: questa settimana rifacciamo le foto. L'etichetta arriva con un'altra mail.",
        followUp: "È arrivata? {carrier} dice consegnato il {date}.",
        resolution: "È qui ed è tutto in ordine. Il rimborso di {amount} è partito.",
      },
    ],
    details: [
      "Ho pagato con una carta regalo, spero non sia un problema.",
      "Non ho più la scatola, va bene una qualsiasi?",
    ],
    notes: ["Return inspected: fine, back to stock.", "Slight dirt on the sole, accepted anyway."],
    photoShare: 0.03,
  },
  {
    channel: "returns",
    weight: 6,
    tags: ["refund"],
    dialogues: [
      {
        subject: "{Dov'è il mio rimborso?|Rimborso {amount} non ricevuto}",
        ask: "ho spedito {product} il {date} e risulta arrivato, ma il rimborso non si vede.",
        answer: "ha ragione, si era fermato tra magazzino e amministrazione. Ho sbloccato ora {amount}.",
        followUp: "Grazie, controllo il conto. Quanto ci mette di solito?",
        resolution: "Da due a quattro giorni. L'amministrazione conferma che il bonifico è partito oggi.",
      },
      {
        subject: "Rimborso parziale ordine {order}",
        ask: "mi avete rimborsato {amount} ma avevo pagato di più. Come mai?",
        answer:
          "la differenza è la spedizione espressa, che di regola non è rimborsabile. Ho aggiunto un buono dello stesso importo.",
        followUp: "Non sono d'accordo: l'errore è stato vostro, non mio.",
        resolution: "Ha ragione. Ho rimborsato anche la spedizione, e il buono resta Suo.",
      },
    ],
    details: ["Il codice del reso era {tracking}.", "Altrimenti dovrò rivolgermi alla banca."],
    notes: ["Accounting: refund batch of {date} failed, re-run.", "Goodwill approved by Giulia."],
    photoShare: 0,
  },
  {
    channel: "returns",
    weight: 5,
    tags: ["exchange", "wrong item"],
    dialogues: [
      {
        subject: "Articolo sbagliato nel pacco",
        ask: "ho ordinato {jacket} in {colour} e ho ricevuto un paio di ghette. Belle, ma non mi servono.",
        answer:
          "errore nostro, ci scusi! L'articolo giusto parte oggi con l'espresso; le ghette le rimandi con comodo.",
        followUp: "Arrivata, va benissimo. Le ghette devo spedirle a mie spese?",
        resolution: "Le tenga pure: rimandarle costerebbe più di quanto valgono.",
      },
      {
        subject: "Cambio misura {boots}",
        ask: "vorrei cambiare {boots} {size} con un numero in più. È disponibile?",
        answer: "sì, un paio è riservato per Lei e parte appena leggono il reso.",
        followUp: "Perfetti, grazie!",
        resolution: "Ci fa piacere che vadano bene!",
      },
      {
        subject: "Pacco arrivato danneggiato",
        ask: "il pacco è arrivato aperto e {product} è tutto graffiato. Allego le foto.",
        answer: "grazie delle foto: ho segnalato il danno a {carrier} e ne parte uno nuovo.",
        followUp: "Arrivato, tutto bene. Quello graffiato?",
        resolution: "Lo ritira il corriere alla prossima consegna, senza fretta.",
      },
    ],
    details: ["Sulla bolla c'è il nome di un'altra persona!", "Mi serve entro il {soon}."],
    notes: ["Picking error, shelf C14 next to C41.", "Damage claim filed with {carrier}."],
    photoShare: 0.5,
  },
  {
    channel: "trade",
    weight: 5,
    tags: ["wholesale", "quote"],
    dialogues: [
      {
        subject: "Listino rivenditori – {company}",
        ask: "abbiamo un piccolo negozio a {city} e vorremmo tenere i vostri zaini dalla prossima stagione. Potete mandarci listino e condizioni?",
        answer:
          "grazie dell'interesse! Il listino arriva con un'altra mail: da {count} pezzi lo sconto è del 32 %, pagamento a 30 giorni dopo il primo ordine.",
        followUp: "Grazie. Possiamo avere prima un campione di {pack} e di {jacket}?",
        resolution: "Volentieri: partono domani, ha 30 giorni per decidere.",
      },
      {
        subject: "Preventivo {count} × {jacket} per il rifugio",
        ask: "per il nostro rifugio servono {count} × {jacket}, con lo stemma ricamato. Prezzo e tempi?",
        answer:
          "riusciamo a consegnare {count} pezzi entro il {soon}: {amount} più IVA, ricamo e trasporto inclusi. L'offerta vale 14 giorni.",
        followUp: "È un po' sopra il nostro budget. C'è margine, magari senza ricamo sulla manica?",
        resolution: "Ho parlato con il responsabile vendite: d'accordo. Conferma {order} in arrivo.",
      },
      {
        subject: "Corso di escursionismo: {count} × {pack}",
        ask: "la nostra sezione organizza il corso di escursionismo: vorremmo un preventivo per {count} pezzi di {pack}, consegna a {city} entro il {soon}.",
        answer: "tutto disponibile: {amount} più IVA, franco destino. Li riservo?",
        followUp: "Sì grazie, procediamo. Si può dividere la consegna in due?",
        resolution: "Fatto: due consegne, la prima il {soon}.",
      },
    ],
    details: ["Pagamento con bonifico a 30 giorni.", "La partita IVA è in firma."],
    notes: ["Credit check fine, limit 8 000 €.", "Sales manager agrees to 35 % from 60 pieces."],
    photoShare: 0,
  },
];
