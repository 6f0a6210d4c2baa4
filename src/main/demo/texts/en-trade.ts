import type { Topic } from "./text-pack.ts";

export const EN_TRADE: readonly Topic[] = [
  {
    channel: "trade",
    weight: 5,
    tags: ["wholesale", "quote"],
    dialogues: [
      {
        subject: "Becoming a stockist – {company}",
        ask: "We run a small shop in {city} and would like to stock your packs and jackets from next season. Could you send us your price list and conditions?",
        answer:
          "Thank you for your interest! The price list comes in a separate mail. From {count} pieces the discount is 32 %, payment 30 days net after the first order.",
        followUp: "Thanks, that looks good. Could we have samples of the {pack} and the {jacket} first?",
        resolution: "Happy to send samples: they leave tomorrow and you have 30 days to decide.",
      },
      {
        subject: "Quote: {count} × {jacket} with logo",
        ask: "For our guides' office we need {count} × {jacket}, ideally with our logo embroidered. What would be the price, and when could you deliver?",
        answer:
          "We can do {count} pieces by {soon}: {amount} net, embroidery and delivery included. The quote is valid for 14 days. Please send us the logo as a vector file.",
        followUp: "That's above our budget. Is there room at five per cent less, without embroidery on the sleeve?",
        resolution: "I've talked to our sales manager: agreed. Order confirmation {order} follows today.",
      },
      {
        subject:
          "Order of {count} pieces for {company}, delivery before the season, please confirm availability, prices and terms of payment by return",
        ask: "Please quote for {count} pieces of the {product}, delivered to {city} before {soon}. Sizes and colours as in last year's order.",
        answer:
          "All of it is available. I've put the quote together: {amount} net, delivered free. Shall I reserve the pieces?",
        followUp: "Yes please, we'd like to go ahead. Could you split the delivery in two?",
        resolution: "Done: two deliveries, the first on {soon}. Order confirmed, reference {order}.",
      },
    ],
    details: ["Payment by bank transfer, 30 days net, as usual.", "Our VAT number is in the signature."],
    notes: [
      "Credit check fine, limit 8 000 €.",
      "Sales manager agrees to 35 % from 60 pieces.",
      "Ask for the logo as a vector file.",
    ],
    photoShare: 0,
  },
  {
    channel: "trade",
    weight: 3,
    tags: ["wholesale", "delivery"],
    dialogues: [
      {
        subject: "Missing {count} pieces in delivery {order}",
        ask: "Your delivery for {company} came today with {count} pieces of the {product} missing. The delivery note lists them, though.",
        answer: "I've found the missing boxes: they were left on the second pallet, which arrives tomorrow.",
        followUp: "The second pallet is here and complete. Thanks.",
        resolution: "Wonderful. Have a good season!",
      },
      {
        subject: "Delivery date of our order {order}",
        ask: "When can we expect order {order}? Our season starts on {soon} and the shelves are empty.",
        answer: "Your order is in production and leaves us on {soon}. I'll send the tracking the same day.",
        followUp: "Please confirm that in writing, we've planned a promotion around it.",
        resolution: "Herewith confirmed: {count} pieces leave us on {soon}.",
      },
      {
        subject: "Delivery note and invoice don't match",
        ask: "Invoice and delivery note for {order} don't match: {amount} difference. Please check.",
        answer: "You're right, a discount wasn't applied. A credit note is on its way.",
        followUp: "Received, thank you. Please make sure it doesn't happen with the next one.",
        resolution: "It's fixed in your customer record, so it won't.",
      },
    ],
    details: ["The pallet was unopened.", "Please answer today if you can, our book-keeper is waiting."],
    notes: ["Warehouse: second pallet forgotten at gate 3.", "Credit note 77-{order}."],
    photoShare: 0.1,
  },
];
