import type { JsonObject } from '../schema/json.ts'

/** Questions whose answers are a word or a number. */
export const QUESTIONS: JsonObject[] = [
  'What is the capital of Australia?',
  'How many minutes are there in three and a half hours?',
  'Which planet of the solar system has the most mass?',
  'In which year did the Berlin Wall fall?',
  'What is the chemical symbol of tungsten?',
  'Which river flows through Vienna?',
  'What is 17 times 24?',
  'Who wrote Middlemarch?',
  'What is the largest organ of the human body?',
  'Which language has the most native speakers?',
  'At what temperature in Celsius does water boil at sea level?',
  'Which country has the most time zones?',
].map((question) => ({ question }))

/** Things that take a page to explain. */
export const TOPICS: JsonObject[] = [
  'how a refrigerator moves heat out of a closed box',
  'why the sky is blue at noon and red in the evening',
  'how a relational database finds a row by an index',
  'what happens between typing an address into a browser and seeing the page',
  'how vaccines prepare the immune system for a disease',
  'why bridges have expansion joints, and what happens where they are missing',
  'how a compiler turns a loop into machine instructions',
  'how ships of steel float, and what makes them stable',
].map((topic) => ({ topic }))

/** What people write to a support desk. */
export const TICKETS: JsonObject[] = [
  'I was charged twice for October. Please refund one of the two payments, the order number is 48213.',
  'The export button does nothing since the last update. We need the file for our audit this afternoon.',
  'How do I change the email address of my account? The old one no longer exists.',
  'Your app logs me out every time I switch to another app. Phone: Pixel 8, version 4.2.1.',
  'We would like to move from the team plan to the business plan from the first of next month on.',
  'A colleague left the company. How can I take over the projects that she owns?',
  'The invoice shows the wrong tax number. Can you send a corrected one for our books?',
  'Since this morning every search takes more than ten seconds. Is there an outage?',
].map((ticket) => ({ ticket }))

/** Errands that need a tool. */
export const ERRANDS: JsonObject[] = [
  'What will the weather be like in Lisbon tomorrow?',
  'Do I need an umbrella in Bergen this evening?',
  'Is it warmer in Athens or in Cairo right now?',
  'How strong is the wind in Wellington on Friday?',
  'Will it snow in Innsbruck at the weekend?',
  'What is the temperature in Nairobi in Fahrenheit?',
].map((errand) => ({ errand }))

/** What people begin a chat with. */
export const CHATS: JsonObject[] = [
  'I have flour, eggs, milk and two apples. What can I bake in under an hour?',
  'My sister visits Kyoto for three days in November. What should she not miss?',
  'I want to run ten kilometres in eight weeks and I start from zero. Make me a plan.',
  'Explain the offside rule to somebody who has never watched football.',
  'My sourdough is flat and dense. What am I doing wrong?',
  'Which three novels would you give to somebody who loved The Left Hand of Darkness?',
  'How do I ask my landlord for a repair without starting a quarrel?',
  'I sleep badly since I changed to night shifts. What helps?',
].map((message) => ({ message }))

const PARAGRAPHS = [
  'Every order that reaches the warehouse before two in the afternoon leaves it on the same day. Orders that come later, and all orders of a Saturday, leave on the next working day. A customer who has asked for delivery on a certain day gets it on that day or is told the evening before why not.',
  'Returned goods are looked at within three working days. Goods that can be sold again go back to their shelf; goods with traces of use go to the outlet at a discount that the floor manager sets; everything else is recycled by the material that it is made of. The customer is refunded in all three cases.',
  'A refund is paid by the way in which the order was paid. Where that is not possible any more, for example because a card has expired, the desk asks for an account and notes who asked, who answered and when. No refund above 500 euros leaves the house without a second pair of eyes.',
  'Complaints are answered within one working day, even if the answer is that there is none yet. The first answer names the person who takes care, the second one the solution. A complaint counts as closed when the customer says so, or when two weeks have passed without another word.',
  'The price on the shelf, the price on the site and the price at the till are the same. Where they are not, the lowest one holds, and the difference is reported to the pricing desk with a picture of the shelf. Campaign prices end at midnight of their last day and not an hour before.',
  'Personal data of customers is kept for as long as the law asks for it and no longer. Names and addresses are deleted ten years after the last invoice; notes of phone calls after six months. Whoever needs data for longer asks the data protection officer in writing and gets a written answer.',
  'Keys to the building are handed out against a signature. A lost key is reported on the same day, at any hour. The locks are changed within a day, and nobody is blamed for having reported it. Whoever does not report a lost key answers for what happens by it.',
  'Suppliers are paid within thirty days, those with fewer than ten employees within ten. An invoice with a fault is sent back within three days with the fault named. Discounts for early payment are taken where they are worth more than the interest on the account.',
  'New colleagues have a companion for their first four weeks, who is freed of a fifth of the usual work for it. After two and after eight weeks there is a talk about what goes well and what does not; its notes belong to the new colleague and to nobody else.',
  'Machines are serviced by the calendar on their side. A machine that makes a new noise is stopped first and explained afterwards. The service log is kept on paper beside the machine and copied into the system on Fridays, by whoever has the late shift.',
  'Deliveries that come damaged are accepted with a note on the papers of the carrier, photographed before they are unpacked, and stored apart. The carrier is told within five days; after that the house pays. Fragile goods are unpacked by two people.',
  'In an emergency people come first, then animals, then data, then goods. The meeting point is the car park of the bakery across the road. Nobody goes back for anything. The list of those present hangs beside both doors and is brought along by whoever is nearest to it.',
]

/** A manual of about 3,500 tokens: every paragraph in four versions, each for another house. */
const MANUAL = ['Northgate', 'Harbour', 'Old Mill', 'Riverside']
  .map((house) => [`# House rules: ${house}`, ...PARAGRAPHS.map((text, index) => `${index + 1}. At ${house}: ${text}`)].join('\n\n'))
  .join('\n\n')

/** Questions about a long manual, which stands in front of each. */
export const MANUAL_QUESTIONS: JsonObject[] = [
  'By what time must an order arrive to leave on the same day at Harbour?',
  'Who may approve a refund of 700 euros at Old Mill?',
  'How long are notes of phone calls kept at Riverside?',
  'Where is the meeting point in an emergency at Northgate?',
  'How fast are suppliers with six employees paid at Harbour?',
  'What happens to returned goods with traces of use at Old Mill?',
].map((question) => ({ manual: MANUAL, question }))
