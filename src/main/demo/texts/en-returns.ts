import type { Topic } from "./text-pack.ts";

export const EN_RETURNS: readonly Topic[] = [
  {
    channel: "returns",
    weight: 12,
    tags: ["return"],
    dialogues: [
      {
        subject: "{{boots} too small|Return of order {order}}",
        ask: "The {boots} are lovely but too small in {size}. I'd like to send them back. How do I get a label?",
        answer:
          "Of course. The label for {carrier} comes in a separate mail; please drop the parcel off within 14 days. The money comes back within five days after it has arrived here.",
        followUp: "Dropped off today, tracking {tracking}.",
        resolution: "Your return has arrived and I've just released {amount}.",
      },
      {
        subject: "Sending back part of {order}",
        ask: "I'd like to return two of the three items of order {order}. They're unworn, tags still on.",
        answer:
          "No problem at all. You'll get a label by separate mail, any sturdy box will do. Please put the delivery note in and mark what comes back.",
        followUp: "The label can't be scanned at the parcel shop. Could you send another one?",
        resolution:
          "Here comes a fresh one. Sorry for the extra trip! If it fails again, {carrier} picks it up at your door.",
      },
      {
        subject: "The {colour} is not the {colour} on the picture",
        ask: "The {jacket} in {colour} looks quite different from the picture, more like mustard. May I send it back?",
        answer:
          "You may, and you're not the first to say so: we're taking new pictures this week. The label comes in a separate mail.",
        followUp: "Have you received it? {carrier} says delivered on {date}.",
        resolution: "It's here and all in order. The refund of {amount} is on its way.",
      },
    ],
    details: ["I paid with a gift card, I hope that's no problem.", "I no longer have the box, is any box fine?"],
    notes: ["Return inspected: fine, back to stock.", "Slight dirt on the sole, accepted anyway."],
    photoShare: 0.03,
  },
  {
    channel: "returns",
    weight: 8,
    tags: ["refund"],
    dialogues: [
      {
        subject: "{Where is my refund?|{amount} still not refunded}",
        ask: "I sent the {product} back on {date} and according to {carrier} it arrived. I've had no refund so far.",
        answer: "You're right, it got stuck between warehouse and accounting. I've released {amount} just now.",
        followUp: "Thank you, I'll watch my account. How long does it usually take?",
        resolution: "Two to four days, depending on your bank. Our accounting confirms that it left today.",
      },
      {
        subject: "Partial refund – why?",
        ask: "You refunded {amount} for {order}, but I paid more than that. Why was the difference kept?",
        answer:
          "The difference is the express shipping, which we can't refund as a rule. I've added a voucher over the same amount as a gesture.",
        followUp: "I don't agree. You sent the wrong size, so the delay was yours and not mine.",
        resolution: "Agreed. I've refunded the shipping as well, and you may keep the voucher.",
      },
      {
        subject: "{days} days and no money",
        ask: "It's been {days} days since my return was confirmed. When will I see my money? I'll have to ask my bank to reverse the payment otherwise.",
        answer:
          "I understand that you're annoyed. Your return was inspected on {date}; the refund run of that day failed and nobody noticed. It's being repeated tonight.",
        followUp: "It's there. Finally.",
        resolution: "Thank you for telling us, and sorry once more.",
      },
    ],
    details: ["The return tracking was {tracking}.", "The product was the {product}."],
    notes: ["Accounting: refund batch of {date} failed, re-run.", "Goodwill approved by Giulia."],
    photoShare: 0,
  },
  {
    channel: "returns",
    weight: 7,
    tags: ["exchange", "wrong item"],
    dialogues: [
      {
        subject: "Wrong item in my parcel",
        ask: "I ordered the {jacket} in {colour} and got a pair of gaiters instead. They're nice, but not what I need.",
        answer:
          "That's our mistake, sorry! The right one goes out today by express. Please send the gaiters back whenever it suits you.",
        followUp: "The {jacket} is here and fits. Do I have to pay for sending the gaiters back?",
        resolution: "Keep them with our compliments – it would cost more to send them back than they're worth.",
      },
      {
        subject: "Exchange {boots} {size}",
        ask: "I'd like to exchange the {boots} in {size} for one size larger. Are they in stock?",
        answer:
          "They are, and one pair is reserved for you. It leaves as soon as your return is scanned, so you don't have to wait for the whole way back.",
        followUp: "They fit like a glove. Well, like a boot. Thanks!",
        resolution: "Glad that they fit! Happy hiking.",
      },
      {
        subject: "Received damaged",
        ask: "The parcel arrived torn open and the {product} is scratched all over. Photos attached.",
        answer:
          "Thank you for the photos. I've reported it to {carrier} and a new {product} is on its way. Please keep the box for a week in case they want to see it.",
        followUp: "The new one is here, all fine. What shall I do with the scratched one?",
        resolution: "The driver picks it up when he brings your next parcel; no hurry.",
      },
      {
        subject: "You sent me someone else's order",
        ask: "The delivery note in my parcel has another person's name on it! I suppose she now has my {product}. Order {order}.",
        answer:
          "Thank you for telling us, we've found the swap. Could you leave the parcel with a neighbour on {soon}? {carrier} exchanges it at the door.",
        followUp: "The exchange worked. The driver was rather confused, but friendly 😄",
        resolution: "Thank you for your patience. There's a little something in the parcel.",
      },
    ],
    details: ["I need the right one by {soon}.", "The box itself was fine."],
    notes: ["Picking error, shelf C14 next to C41. Told the warehouse.", "Damage claim filed with {carrier}."],
    photoShare: 0.5,
  },
];
