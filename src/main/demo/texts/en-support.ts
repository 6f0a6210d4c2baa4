import type { Topic } from "./text-pack.ts";

export const EN_SUPPORT: readonly Topic[] = [
  {
    channel: "support",
    weight: 16,
    tags: ["delivery"],
    dialogues: [
      {
        subject: "{Where is my order {order}?|Order {order} – no movement for {days} days}",
        ask: "I ordered the {product} on {date} (order {order}) and the tracking hasn't moved for {days} days. Could you find out where the parcel is?",
        answer:
          "I've checked with {carrier}: your parcel was held up at the depot and is moving again. You should have it within two working days; the tracking number is {tracking}.",
        followUp:
          'Still nothing. The tracking now shows "recipient unknown", although the address is {correct|the same as always}.',
        resolution:
          "{carrier} found the parcel and will deliver it {tomorrow before noon|on {soon}}. I've given them your phone number.",
      },
      {
        subject: 'Parcel {tracking} "delivered" but not here',
        ask: "{carrier} says that my parcel was delivered on {date}, but there's nothing here and the neighbours don't have it either.",
        answer:
          "That's annoying, sorry. I've opened a trace with {carrier}, which takes up to five working days. If it doesn't turn up, we'll send a new one at once.",
        followUp: "OK, thanks. And what happens if it isn't here by {soon}? {We need it for the trip.|}",
        resolution:
          "The trace was closed without result, so I've sent you a new {product}, free of charge. Tracking: {tracking}.",
      },
      {
        subject: "{No shipping confirmation for {order}|Has {order} shipped yet?}",
        ask: "I still haven't received any shipping confirmation for order {order}. {Has it left your warehouse yet?|The money was taken the same day, of course 😉}",
        answer:
          "The {product} was out of stock for a few days, so your order was packed only today. Tracking: {tracking}. Sorry for the delay!",
        followUp: "It moved! It's in {city} now, fingers crossed.",
        resolution: "I see that it was signed for this morning. Enjoy your {product}!",
      },
      {
        subject: 'Tracking: "data received"??',
        ask: 'The tracking page for {tracking} only says "data received" and has done so for {days} days. What does that mean?',
        answer:
          "It means that the label was printed but {carrier} hasn't scanned the parcel yet. I've asked the warehouse: it goes out with today's lorry.",
        followUp: "Scanned last night, thank you. Can I still change it to a pick-up point?",
        resolution: "Yes, with the link in {carrier}'s message. If it doesn't work, tell me and I'll do it here.",
      },
    ],
    details: [
      "The delivery address is the one in {city}.",
      "The money has been taken from my card already.",
      "Please don't send it to a parcel shop, I can't get there on weekdays.",
    ],
    notes: [
      "Trace opened with {carrier}, reference {tracking}.",
      "Third complaint about {carrier} in {city} this month. Worth telling logistics.",
      "Replacement sent; if the first one comes back, put it to stock.",
    ],
    photoShare: 0.02,
  },
  {
    channel: "support",
    weight: 12,
    tags: ["product advice"],
    dialogues: [
      {
        subject: "{boots}: {size} or one size up?",
        ask: "I'm torn between {size} and one size up of the {boots}. I usually wear {size}, but with thick socks I might need more room. What do you recommend?",
        answer:
          "For long descents I'd take the larger one: the {boots} are cut close, and your toes will thank you. Exchanging is free within 30 days anyway.",
        followUp: "That helps, thank you. Do they come in {colour} too?",
        resolution: "Yes, {colour} is back next week; I've put a pair aside under your name until {soon}.",
      },
      {
        subject: "{How waterproof is the {jacket}?|{jacket} in real rain}",
        ask: "How waterproof is the {jacket} really? I'm planning {place} and it will rain, it always does.",
        answer:
          "We had it out in {place} through two days of rain: the fabric keeps dry, but do reproof it once a year. A hood that fits over a helmet helps more than any number on the label.",
        followUp: "And how does it compare with last year's model?",
        resolution: "Last year's is 60 g lighter, this one has the better hood. For {place} I'd take the new one.",
      },
      {
        subject: "Does the {pack} fit as hand luggage?",
        ask: "Does the {pack} fit as hand luggage? The page gives the litres but no measurements.",
        answer:
          "Packed loosely it does: 55 × 32 × 21 cm with the lid pocket flat. I'll have the measurements added to the page, good catch.",
        followUp: "Good to know! Can I try it on somewhere near {city}?",
        resolution: "Our partner shop in {city} has two of them. Tell them I sent you!",
      },
      {
        subject:
          "Gear for {place} – what do you recommend? (first hut-to-hut trip with two kids, five days, all in huts, no via ferrata, we'd like to carry as little as possible)",
        ask: "We're doing {place} with our two kids (8 and 11), five days from hut to hut. Which packs would you take, and do we need anything warmer than the {jacket}?\n\nWe have sleeping bag liners, poles and decent boots. The kids can carry about three kilos each. My partner insists on taking the big camera, so I end up with everything else 🙃",
        answer:
          "What a lovely plan! For you two the {pack} is enough, as huts have blankets. For the kids take 18 litres with a chest strap. The {jacket} plus a fleece is fine until late September; above 2 500 m add a hat and gloves, whatever the forecast says.",
        followUp: "Perfect. One last thing: is there something like a child's size in the {boots}?",
        resolution: "They start at 36, sorry. For smaller feet our shop in {city} lends children's boots by the week.",
      },
    ],
    details: [
      "I'm rather tall and broad in the shoulders, if that matters.",
      "My pack will be around fourteen kilos.",
      "I've read the reviews but they contradict each other.",
    ],
    notes: [
      "Asked product team for the missing measurements.",
      "Customer compares with a competitor; was generous with advice.",
    ],
    photoShare: 0.01,
  },
  {
    channel: "support",
    weight: 9,
    tags: ["warranty", "repair"],
    dialogues: [
      {
        subject: "Broken buckle on my {pack}",
        ask: "The hip belt buckle of my {pack} broke {days} days into our trip in {place}. I tied a knot, but that can't be the solution. I bought it on {date}, order {order}.",
        answer:
          "That shouldn't happen, I'm sorry. I'm posting you two new buckles today. They go in without tools: press the webbing together and slide.",
        followUp: "The buckles came, but one of the webbings is frayed as well. {Photo attached.|What now?}",
        resolution:
          "Then send it in, please: the label comes in a separate mail. Our workshop sews in a new belt, at no cost to you.",
      },
      {
        subject: "{Zip of the {jacket} doesn't close any more|Warranty claim: {jacket}}",
        ask: "The main zip of the {jacket} splits open behind the slider. It's not even a year old. Photo attached.",
        answer:
          "From your photo it's clearly the slider. I'm sending you a new one with instructions today: two minutes with a pair of pliers. If you'd rather not, send the jacket in.",
        followUp: "The new slider came and it works again, hurray!",
        resolution: "Wonderful! Keep the spare one, you never know.",
      },
      {
        subject: "Sole coming off after {days} days!!",
        ask: "The sole of my left boot is coming off at the toe ({boots}, bought on {date}). {days} days of walking, that's all! I'd expected more at {amount}. I'm {really|quite|very} disappointed.",
        answer:
          "I'd be disappointed too. Please send both boots in, the label comes in a separate mail. The workshop decides within two days whether they can be resoled; otherwise you'll get a new pair.",
        followUp: "Sent off today, tracking {tracking}. How long will it take? We leave on {soon}.",
        resolution:
          "The workshop couldn't save them, so a new pair in {size} left today by express: {tracking}. Nothing to pay.",
      },
      {
        subject: "Can you repair a nine-year-old {pack}?",
        ask: "Do you repair gear that's out of warranty? I've had my {pack} for nine years and don't want to throw it away because of one seam.",
        answer:
          "We repair everything we've ever sold. For a seam reckon with 15 to 20 €. Put a note with your name in the parcel, and we'll ring you before we start.",
        followUp: "It's on its way, tracking {tracking}. Please leave the badges on, they have memories.",
        resolution: "Repaired, badges untouched, and on its way back to you: {tracking}.",
      },
    ],
    details: [
      "I have the receipt.",
      "I've washed it once, at 30 degrees, exactly as the label says.",
      "I'd rather have it repaired than replaced, if that's possible.",
    ],
    notes: [
      "Workshop: batch 23/4 is known to fail. Replace without discussion.",
      "Customer since 2015, eleven orders. Be generous.",
      "Part 4471 ordered from the supplier.",
    ],
    photoShare: 0.55,
  },
  {
    channel: "support",
    weight: 7,
    tags: ["payment", "invoice"],
    dialogues: [
      {
        subject: "Invoice for order {order}",
        ask: "Could you send me the invoice for order {order}? I need it for my tax return and can't find it in my account.",
        answer: "You'll find it in your account under Orders › Documents; I've also had it sent to {address} again.",
        followUp: "Thanks! The address on it is my old one though. Could you correct that?",
        resolution: "I've issued a corrected invoice; the old one is cancelled.",
      },
      {
        subject: "{Charged twice for {order}|Double payment {amount}}",
        ask: "My card was charged twice for order {order}: {amount} on {date} and again the day after. Please refund one of them.",
        answer:
          "The second amount is only a reservation: your bank releases it within seven days. If it's still there on {soon}, let me know and I'll ring them.",
        followUp: "The second charge is still on my statement, and it isn't marked as pending any more.",
        resolution:
          "You were right, it was booked. I've refunded {amount} today; depending on your bank it takes two to four days.",
      },
      {
        subject: "Discount code not accepted",
        ask: "The code ALTA15 isn't accepted at the checkout. It says \"not valid for the items in your basket\", although the {product} isn't reduced.",
        answer:
          "The code was good for 500 uses and is gone, sorry. I've taken 15 % off your basket by hand: just reload the page.",
        followUp: "It worked. You've just sold a {product} 🙂",
        resolution: "Glad to hear it. It leaves us tomorrow.",
      },
      {
        subject: "VAT number missing on invoice {order}",
        ask: "I gave my company's VAT number when ordering, but the invoice for {order} doesn't show it. Our accountant won't accept it like this.",
        answer:
          "Our shop only prints it if the billing country matches. Could you confirm the company's exact name and address?",
        followUp: "{company}, {city}, same street as in my account.",
        resolution: "Thank you, the new invoice with the VAT number is in your account.",
      },
    ],
    details: [
      "The order was placed under {address}.",
      "I've tried two browsers.",
      "I can send you the bank statement if you need it.",
    ],
    notes: [
      "Double booking confirmed by the payment provider, case {tracking}.",
      "Corrected invoice number 2-{order}.",
    ],
    photoShare: 0.1,
  },
  {
    channel: "support",
    weight: 6,
    tags: ["order change"],
    dialogues: [
      {
        subject: "Wrong size ordered – {boots}",
        ask: "I ordered the {boots} in {size} by mistake and need one size smaller. Could you change it before it goes out? Order {order}.",
        answer: "Just in time: it's changed. You'll get a new confirmation in a minute.",
        followUp: "I haven't had a new confirmation yet.",
        resolution:
          "It had been stuck in the queue; it's sent again now. The right size is in the box, I went and looked.",
      },
      {
        subject: "Please cancel order {order}",
        ask: "Please cancel order {order}, I've found out that my brother bought the same thing for me.",
        answer: "Order {order} is cancelled and {amount} go back to your card today. Nice brother!",
        followUp: 'He is! The cancellation mail says "partially" though. Is that a mistake?',
        resolution: "It only means that the shipping is refunded separately. All of it is on its way.",
      },
      {
        subject: "{Address change for {order}|I've moved!}",
        ask: "I've moved and the shop still had my old address. Please send order {order} to {city} instead.",
        answer: "The parcel was already with {carrier}, but I could still redirect it to the new address.",
        followUp: "Wow, that was fast. Thanks!",
        resolution: "You're welcome. Please change the address in your account too, or the next one goes astray.",
      },
    ],
    details: ["I only noticed now, sorry!", "I placed the order ten minutes ago."],
    notes: ["Changed by hand in the warehouse system.", "Check that the refund goes to the card and not to a voucher."],
    photoShare: 0,
  },
  {
    channel: "support",
    weight: 4,
    tags: ["website"],
    dialogues: [
      {
        subject: "Password reset mail never arrives",
        ask: "I've asked for a new password four times and no mail arrives. Not in the spam folder either. My account is {address}.",
        answer:
          "The mails bounced because your mailbox was full last week, and our system stopped trying. I've switched it on again: please ask once more.",
        followUp: 'The link says "expired", although I clicked it within five minutes.',
        resolution: "That was the first of your four mails; only the newest link counts. I've just sent a fresh one.",
      },
      {
        subject: "Your checkout is broken?!",
        ask: 'When I press "Pay now" the page goes white. Firefox, no extensions. I\'d like to give you my money, really!',
        answer:
          "Our developers found the reason: an old basket cookie. Delete the cookies of our shop and it will work. A fix comes tomorrow.",
        followUp: "Works now.",
        resolution: "The fix is live as well. Thank you for your patience – there's a 10 € voucher in your account.",
      },
      {
        subject: "How do I get out of your newsletter",
        ask: "I've unsubscribed from your newsletter three times. Today I got two.",
        answer:
          "I've taken you off all lists myself, and found out why: you were on them with two spellings of your address. Sorry for the nuisance.",
        followUp: "And today a third one 🙄",
        resolution: "That one was already on its way when I wrote. It was the last, promised.",
      },
    ],
    details: ["It worked last week.", "Same on my phone."],
    notes: ["Passed to the web team, their ticket WEB-{days}31.", "Same report from three customers today."],
    photoShare: 0.15,
  },
  {
    channel: "support",
    weight: 2,
    tags: ["praise"],
    dialogues: [
      {
        subject: "{Thank you!|Just wanted to say: wow|A love letter to the {pack} 😍}",
        ask: "No problem for once! I've just come back from {place}, {days} days, and the {pack} was simply perfect. Please tell whoever designed the hip belt pocket that it's genius.",
        answer:
          "Your message made the round of the whole office, and the designer is still blushing. Thank you! May we put your photo on our wall?",
        followUp: "Of course you may!",
        resolution: "It hangs above the coffee machine now ☕",
      },
    ],
    details: ["Photo from the summit attached!"],
    notes: ["For the wall."],
    photoShare: 0.8,
  },
];
