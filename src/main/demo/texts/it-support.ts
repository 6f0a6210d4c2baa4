import type { Topic } from "./text-pack.ts";

export const IT_SUPPORT: readonly Topic[] = [
  {
    channel: "support",
    weight: 15,
    tags: ["delivery"],
    dialogues: [
      {
        subject: "{Dov'è il mio ordine {order}?|Ordine {order} fermo da {days} giorni}",
        ask: "ho ordinato {product} il {date} (ordine {order}) e da {days} giorni il tracciamento non si muove. Potete capire dov'è finito il pacco?",
        answer:
          "ho sentito {carrier}: il pacco era fermo in filiale e ora riparte. Dovrebbe riceverlo entro due giorni lavorativi, il codice è {tracking}.",
        followUp: "Ancora niente. Adesso c'è scritto «destinatario sconosciuto», ma l'indirizzo è giusto.",
        resolution:
          "Buone notizie: {carrier} ha ritrovato il pacco e lo consegna domani mattina. Ho lasciato il Suo numero di telefono al corriere.",
      },
      {
        subject: "Pacco {tracking} «consegnato» ma non c'è",
        ask: "secondo {carrier} il pacco risulta consegnato il {date}, ma qui non c'è niente e i vicini non l'hanno visto.",
        answer:
          "mi dispiace. Ho aperto una ricerca con {carrier}, ci vogliono al massimo cinque giorni; se non si trova, ne mandiamo subito un altro.",
        followUp: "Va bene, grazie. E se non arriva entro il {soon}? {Mi serve per la partenza.|}",
        resolution:
          "La ricerca non ha dato esito, quindi Le ho spedito un altro {product} senza spese. Codice: {tracking}.",
      },
      {
        subject: "Nessuna conferma di spedizione per {order}",
        ask: "non ho ancora ricevuto la conferma di spedizione dell'ordine {order}. È già partito?",
        answer:
          "{product} è mancato in magazzino per qualche giorno, per questo l'ordine è stato preparato solo oggi. Codice: {tracking}. Ci scusiamo per il ritardo!",
        followUp: "Si è mosso! È a {city}, incrociamo le dita.",
        resolution: "Vedo che è stato firmato stamattina. Buone escursioni!",
      },
    ],
    details: [
      "L'indirizzo di consegna è quello di {city}.",
      "L'importo è già stato addebitato.",
      "Per favore niente punto di ritiro: nei giorni feriali non riesco ad andarci.",
    ],
    notes: [
      "Trace opened with {carrier}, reference {tracking}.",
      "Third complaint about {carrier} in {city} this month.",
      "Resent; if the first one comes back, put it to stock.",
    ],
    photoShare: 0.02,
  },
  {
    channel: "support",
    weight: 11,
    tags: ["product advice"],
    dialogues: [
      {
        subject: "{boots}: {size} o una taglia in più?",
        ask: "sono indeciso tra il {size} e una misura in più per {boots}. Di solito porto il {size}, ma con i calzini grossi forse serve più spazio. Cosa mi consigliate?",
        answer:
          "per le discese lunghe prenderei la misura più grande: {boots} calza stretto e le dita ringraziano. Il cambio comunque è gratuito per 30 giorni.",
        followUp: "Molto utile, grazie. C'è anche in {colour}?",
        resolution: "Sì, torna disponibile la settimana prossima: Gliene ho messo da parte un paio fino al {soon}.",
      },
      {
        subject: "{jacket} sotto la pioggia vera",
        ask: "quanto è davvero impermeabile {jacket}? Vorrei fare {place} e lassù piove sempre.",
        answer:
          "l'abbiamo provata noi per due giorni sotto l'acqua a {place}: il tessuto tiene, ma va ritrattato una volta l'anno.",
        followUp: "E rispetto al modello dell'anno scorso?",
        resolution:
          "Quello vecchio pesa 60 g in meno, questo ha il cappuccio migliore. Per {place} prenderei il nuovo.",
      },
      {
        subject:
          "Zaino per {place}: cosa mi consigliate? (cinque giorni di rifugio in rifugio, due bambini, prima esperienza, vorremmo portare il meno possibile)",
        ask: "facciamo {place} con i bambini (8 e 11 anni), cinque giorni di rifugio in rifugio. Che zaino prendereste? Per noi pensavo a {pack}.\n\nAbbiamo già sacco lenzuolo, bastoncini e scarponi. I bambini possono portare circa tre chili a testa. Mio marito vuole portare la macchina fotografica grande, quindi tutto il resto tocca a me 🙃",
        answer:
          "che bel programma! Per voi {pack} basta, perché in rifugio ci sono le coperte. Per i bambini 18 litri con il cinturino sul petto. E sopra i 2.500 metri berretto e guanti sempre, qualunque cosa dica il meteo.",
        followUp: "Perfetto. Si può provare da qualche parte vicino a {city}?",
        resolution: "Il negozio partner di {city} ne ha due. Dica che La mando io!",
      },
      {
        subject: "Quanto pesa davvero {pack}?",
        ask: "quanto pesa {pack} senza accessori? Sul sito c'è un valore e sull'etichetta un altro.",
        answer:
          "senza accessori pesa 180 g meno di quanto dice l'etichetta, che conta anche il coprizaino. Faccio correggere la pagina.",
        followUp: "Grazie. E come bagaglio a mano passa?",
        resolution: "Con la tasca superiore vuota sì: 55 × 32 × 21 cm.",
      },
    ],
    details: [
      "Lo zaino peserà circa quattordici chili.",
      "Ho letto le recensioni ma si contraddicono.",
      "Ho il piede piuttosto largo.",
    ],
    notes: ["Asked product team for the missing measurements.", "Compares with a competitor; advised without pushing."],
    photoShare: 0.01,
  },
  {
    channel: "support",
    weight: 9,
    tags: ["warranty", "repair"],
    dialogues: [
      {
        subject: "Fibbia rotta {pack}",
        ask: "la fibbia in vita di {pack} si è rotta dopo {days} giorni di cammino, a {place}. Ho fatto un nodo, ma non è una soluzione. Acquistato il {date}, ordine {order}.",
        answer: "non dovrebbe succedere, ci scusiamo. Oggi Le spedisco due fibbie nuove: si montano senza attrezzi.",
        followUp: "Fibbie arrivate, ma si sta sfilacciando anche la fettuccia. Che faccio?",
        resolution:
          "Allora lo spedisca al laboratorio, l'etichetta arriva con un'altra mail: rifanno la cintura, a nostro carico.",
      },
      {
        subject: "{La cerniera di {jacket} non chiude più|Garanzia {jacket}}",
        ask: "la cerniera di {jacket} si apre dietro al cursore e non ha nemmeno un anno. Allego una foto.",
        answer:
          "dalla foto è chiaramente un difetto del cursore. Oggi Le spedisco il ricambio con le istruzioni: bastano due minuti e una pinza.",
        followUp: "Il cursore nuovo è arrivato e funziona, evviva!",
        resolution: "Benissimo! Tenga quello di scorta, non si sa mai.",
      },
      {
        subject: "Suola scollata dopo {days} giorni!!",
        ask: "si sta scollando la suola del {boots} sinistro. {days} giorni di cammino in tutto! Per {amount} mi aspettavo qualcosa di più.",
        answer:
          "ha ragione. Ci mandi entrambi gli scarponi, l'etichetta arriva con un'altra mail: il laboratorio decide in due giorni se si possono risuolare, altrimenti ne riceve un paio nuovo.",
        followUp: "Spediti oggi, codice {tracking}. Quanto ci vorrà? Partiamo il {soon}.",
        resolution:
          "Non si potevano salvare: un paio nuovo, misura {size}, è partito oggi con l'espresso. Codice {tracking}, nulla da pagare.",
      },
      {
        subject: "Riparate anche fuori garanzia?",
        ask: "riparate anche fuori garanzia? Ho {pack} da nove anni e mi dispiace buttarlo per una cucitura.",
        answer: "ripariamo tutto quello che abbiamo venduto, garanzia o no. Per una cucitura così calcoli 15–20 €.",
        followUp: "Spedito oggi, codice {tracking}. Le toppe lasciatele, sono ricordi.",
        resolution: "Riparato, toppe intatte, e già in viaggio verso di Lei: {tracking}.",
      },
    ],
    details: [
      "Ho ancora lo scontrino.",
      "L'ho lavato una volta sola, a 30 gradi come da etichetta.",
      "Se possibile preferirei ripararlo, non sostituirlo.",
    ],
    notes: [
      "Workshop: batch 23/4 is known to fail. Replace without discussion.",
      "Customer since 2015, eleven orders: be generous.",
    ],
    photoShare: 0.5,
  },
  {
    channel: "support",
    weight: 6,
    tags: ["payment", "invoice"],
    dialogues: [
      {
        subject: "Fattura ordine {order}",
        ask: "potete mandarmi la fattura dell'ordine {order}? Nel mio account non la trovo.",
        answer: "la trova sotto Ordini › Documenti; gliel'ho fatta rimandare anche a {address}.",
        followUp: "Grazie! L'indirizzo però è quello vecchio, si può correggere?",
        resolution: "Ho emesso la fattura corretta e annullato la precedente.",
      },
      {
        subject: "Doppio addebito {order}",
        ask: "mi avete addebitato due volte l'ordine {order}: {amount} il {date} e di nuovo il giorno dopo.",
        answer:
          "il secondo importo è solo una prenotazione: la banca lo libera entro sette giorni. Se il {soon} c'è ancora, mi scriva.",
        followUp: "Il secondo addebito c'è ancora, e non è più tra quelli in sospeso.",
        resolution:
          "Aveva ragione, era stato contabilizzato. Ho rimborsato oggi {amount}: servono da due a quattro giorni.",
      },
      {
        subject: "Richiesta fattura elettronica – {company}",
        ask: "mi serve la fattura elettronica dell'ordine {order} con partita IVA e codice destinatario, che avevo inserito al momento dell'acquisto.",
        answer: "il codice destinatario risulta di sei caratteri invece di sette: può ricontrollarlo?",
        followUp: "Scusate, mancava lo zero iniziale.",
        resolution: "Fattura inviata allo SdI, esito positivo.",
      },
      {
        subject: "Codice sconto non accettato",
        ask: "il codice ALTA15 non viene accettato, anche se {product} non è in saldo.",
        answer:
          "il codice valeva per 500 utilizzi ed è esaurito. Ho tolto io il 15 % dal carrello: basta ricaricare la pagina.",
        followUp: "Ora funziona, grazie!",
        resolution: "Perfetto, parte domani.",
      },
    ],
    details: ["L'ordine è intestato a {address}.", "Ho provato con due browser."],
    notes: ["Double booking confirmed by the payment provider.", "E-invoice accepted by SdI."],
    photoShare: 0.08,
  },
  {
    channel: "support",
    weight: 4,
    tags: ["order change"],
    dialogues: [
      {
        subject: "Misura sbagliata – {boots}",
        ask: "ho ordinato per sbaglio {boots} in {size}, mi serve un numero in meno. Si può cambiare prima che parta?",
        answer: "giusto in tempo: è cambiato. Riceverà una nuova conferma.",
        followUp: "Non ho ancora ricevuto la conferma.",
        resolution:
          "Era rimasta in coda, l'ho rimandata ora. Nella scatola c'è il numero giusto, sono andata a vedere.",
      },
      {
        subject: "Annullare l'ordine {order}",
        ask: "vorrei annullare l'ordine {order}: mio fratello mi ha regalato la stessa cosa.",
        answer: "l'ordine è annullato e {amount} tornano oggi sulla Sua carta. Bravo il fratello!",
        followUp: "Velocissimi, grazie!",
        resolution: "Tutto fatto da parte nostra.",
      },
      {
        subject: "Cambio indirizzo ordine {order}",
        ask: "ho traslocato e nel sito c'era ancora l'indirizzo vecchio. Potete spedire {order} a {city}?",
        answer: "il pacco era già di {carrier}, ma l'ho fatto deviare al nuovo indirizzo.",
        followUp: "Grazie infinite. Devo cambiare qualcosa anche nel mio account?",
        resolution: "Sì, l'indirizzo predefinito: altrimenti il prossimo si perde.",
      },
    ],
    details: ["Me ne sono accorto solo adesso, scusate!", "L'ordine è di dieci minuti fa."],
    notes: ["Changed by hand in the warehouse system.", "Check that the refund goes to the card."],
    photoShare: 0,
  },
  {
    channel: "support",
    weight: 2,
    tags: ["praise"],
    dialogues: [
      {
        subject: "{Grazie!|Solo per dirvi: bravi|{pack} ❤️}",
        ask: "per una volta nessun problema! Torno adesso da {place}, {days} giorni, e {pack} è stato semplicemente perfetto.",
        answer: "il Suo messaggio ha fatto il giro dell'ufficio. Possiamo appendere la foto?",
        followUp: "Certo che sì!",
        resolution: "Adesso è sopra la macchinetta del caffè ☕",
      },
    ],
    details: ["Allego una foto dalla cima!"],
    notes: ["For the wall."],
    photoShare: 0.8,
  },
];
