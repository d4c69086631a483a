import type { DemoDocument } from './demo-tenants.ts';

/** What the bicycle and outdoor shop has written for its customers. */
export const acmeKnowledge: readonly DemoDocument[] = [
  {
    title: 'Delivery times and costs',
    source: 'https://acme.example/help/delivery',
    text: `Delivery within Germany takes 2 to 3 working days and costs 4.90 €. Delivery to Austria takes 3 to 5 working days and costs 9.90 €. Delivery to Switzerland takes 5 to 7 working days and costs 19.90 €; customs duties are paid by the recipient. Orders over 80 € are delivered free of charge within Germany and Austria.

Complete bikes are delivered by freight forwarder, ready to ride, within 7 to 10 working days. Delivery of a complete bike costs 39 €. The forwarder calls you to agree on a day. Express delivery by the next working day is possible for parts and clothing ordered before noon and costs 14.90 €. We do not deliver outside of Germany, Austria and Switzerland.`,
  },
  {
    title: 'Returns and refunds',
    source: 'https://acme.example/help/returns',
    text: `You can return unused goods within 30 days of delivery, helmets and clothing included, if the labels are still on. The return is free of charge within Germany. To return something, print the return label from your account and drop the parcel at any post office. Goods bought online can also be returned in our shop.

We refund the price within 5 working days after the parcel has reached us, in the way you paid. What does not fit is exchanged free of charge: note the size you want on the return slip. Complete bikes may have been ridden for up to 10 kilometres. Custom-built wheels, opened camping food and gift cards cannot be returned.`,
  },
  {
    title: 'Opening hours and directions',
    source: 'https://acme.example/visit',
    text: `Our shop is open Monday to Friday from 10 am to 7 pm and on Saturday from 9 am to 5 pm. We are closed on Sunday and on public holidays. The workshop opens at 8 am on weekdays, so that you can drop off your bike before work, and closes at 6 pm.

You find us at Lindenstrasse 14, two minutes from the tram stop Stadtpark. Customer parking is behind the building and free for two hours. Bike stands with chargers for e-bikes are in front of the entrance. The shop is step-free and has an accessible toilet.`,
  },
  {
    title: 'Warranty',
    source: 'https://acme.example/help/warranty',
    text: `Every new bike has a warranty of 2 years. Our own Acme frames have a warranty of 10 years against breakage. The warranty on e-bike motors and batteries is 2 years or 500 charging cycles, whichever comes first. Tents, backpacks and sleeping bags have a warranty of 3 years on seams and zips.

Wear parts such as tyres, brake pads and chains are not covered by the warranty, and neither is damage from a fall. To make a warranty claim, bring the product with its receipt to our workshop, or send us photos of the damage and your order number. We check a claim within 3 working days.`,
  },
  {
    title: 'Repair and service prices',
    source: 'https://acme.example/workshop/prices',
    text: `A basic service costs 59 € and covers brakes, gears, tyre pressure and all bolts. A full service costs 119 € and adds cleaning, truing both wheels and greasing the bearings. A service for an e-bike costs 149 € and includes a battery check and the software update. Parts are charged separately.

Fixing a flat tyre costs 15 € plus the tube and is done while you wait. Replacing brake pads costs 25 € per brake plus parts. A new chain including fitting costs 45 €. We call you before a repair becomes more expensive than agreed. Repairs usually take 3 working days; in spring they take up to a week. You can book a repair appointment online or by phone.`,
  },
  {
    title: 'Test rides',
    source: 'https://acme.example/test-rides',
    text: `You can test ride any bike in our shop free of charge. A test ride takes 30 minutes; please bring an identity card. Test rides need no appointment from Monday to Friday. On Saturday we ask you to book a test ride one day ahead, because many people come.

E-bikes and cargo bikes can be taken home for a whole weekend for 49 €; the fee is credited when you buy the bike. Helmets are lent for free. Riders under 18 need a parent with them.`,
  },
  {
    title: 'E-bike models and prices',
    source: 'https://acme.example/e-bikes',
    text: `All e-bikes support you up to 25 km/h and need no licence. A second battery costs 649 €. Every model can be tried in our shop.

Acme City One

The City One is a comfortable e-bike for the town with a low step-through frame. It costs 2,199 € and has a range of 70 kilometres. It is in stock in size S, M and L.

Acme Trailhawk

The Trailhawk is an e-mountain bike with full suspension. It costs 4,490 € and has a range of 90 kilometres. It is in stock in size S, M, L and XL.

Acme Tourer

The Tourer is made for trips with luggage, with a rack for 27 kilograms and lights. It costs 3,290 € and has a range of 130 kilometres. It is in stock in size M, L and XL.

Acme Cargo

The Cargo carries 200 kilograms or three children. It costs 5,690 € and has a range of 60 kilometres. It comes in one size and takes 4 weeks to be delivered.`,
  },
  {
    title: 'Business leasing',
    source: 'https://acme.example/business',
    text: `We offer business leasing for companies with 10 bikes or more. A lease runs for 36 months and costs from 62 € per e-bike and month, full insurance and one service a year included. Companies that lease 25 bikes or more get a discount of 8 percent. After 36 months the bikes can be bought for 15 percent of the list price.

Our business team visits your office with six demo bikes, so that your employees can try them. An offer is ready within 2 working days; we need the number of bikes, the models you like and your billing address. Employees lease through their salary, and we do the paperwork. Write to business@acme.example or call +49 30 5550 1800.`,
  },
  {
    title: 'Payment methods',
    source: 'https://acme.example/help/payment',
    text: `You can pay online by credit card, PayPal, bank transfer or invoice. Paying by invoice is possible up to 500 € and is due within 14 days. In the shop we also take cash and debit cards. We do not take cheques or cryptocurrency.

Payment by instalments is available for purchases over 300 €: 6 or 12 monthly instalments without interest, or 24 at 4.9 percent a year. Your card is charged when the parcel leaves us, not when you order. A gift card is used by entering its code at the checkout; what is left on it stays for your next order.`,
  },
  {
    title: 'Frame sizes',
    source: 'https://acme.example/help/sizes',
    text: `Which frame size fits depends on your height. Size S fits riders from 155 to 165 cm, size M from 165 to 175 cm, size L from 175 to 185 cm and size XL from 185 to 200 cm. Between two sizes choose the smaller one for a sporty ride and the larger one for comfort.

Our helmets come in the sizes S for a head of 51 to 55 cm, M for 55 to 59 cm and L for 59 to 63 cm; measure just above the eyebrows. Gloves and jerseys run small, so most customers order one size up. In the shop we measure you for free.`,
  },
  {
    title: 'Order status and changes',
    source: 'https://acme.example/help/orders',
    text: `You can see the status of your order in your account under My orders. When the parcel leaves us you get an e-mail with the tracking number. The tracking page shows the first entry after about 12 hours. If your tracking has not moved for 4 working days, send us your order number and we look into it with the carrier.

An order can be changed or cancelled free of charge until it is packed, usually within 3 hours. After that, please refuse the parcel or send it back. If something is missing from your parcel, tell us within 7 days and we send it again.`,
  },
  {
    title: 'Rental of tents and luggage',
    source: 'https://acme.example/rental',
    text: `We rent out tents, trailers and bike bags. A tent for two people costs 12 € a day or 60 € a week. A child trailer costs 15 € a day, and a set of two waterproof panniers costs 6 € a day. The deposit is 100 € and is paid back when everything is returned clean and dry.

Book rental equipment at least two days ahead, in the holidays a week ahead. Collecting and returning is possible during our opening hours. If you buy the same model within a month, we credit the rent of up to three days.`,
  },
  {
    title: 'Öffnungszeiten und Anfahrt',
    source: 'https://acme.example/de/besuch',
    text: `Unser Laden ist Montag bis Freitag von 10 bis 19 Uhr und am Samstag von 9 bis 17 Uhr geöffnet. An Sonntagen und Feiertagen haben wir geschlossen. Die Werkstatt öffnet an Werktagen schon um 8 Uhr und schließt um 18 Uhr.

Sie finden uns in der Lindenstraße 14, zwei Minuten von der Haltestelle Stadtpark. Parkplätze für Kunden liegen hinter dem Haus und sind zwei Stunden kostenlos. Vor dem Eingang stehen Fahrradständer mit Ladestation für E-Bikes.`,
  },
  {
    title: 'Lieferung und Versandkosten',
    source: 'https://acme.example/de/lieferung',
    text: `Die Lieferung innerhalb Deutschlands dauert 2 bis 3 Werktage und kostet 4,90 €. Nach Österreich dauert die Lieferung 3 bis 5 Werktage und kostet 9,90 €. In die Schweiz dauert die Lieferung 5 bis 7 Werktage und kostet 19,90 €. Ab 80 € liefern wir innerhalb Deutschlands und nach Österreich versandkostenfrei.

Fahrräder kommen fahrfertig mit der Spedition innerhalb von 7 bis 10 Werktagen; der Versand eines Fahrrads kostet 39 €. Die Spedition ruft Sie an und vereinbart einen Termin. Unbenutzte Ware können Sie innerhalb von 30 Tagen kostenlos zurückgeben.`,
  },
];
