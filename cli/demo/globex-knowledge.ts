import type { DemoDocument } from './demo-tenants.ts';

/** What the software company has written about its product. */
export const globexKnowledge: readonly DemoDocument[] = [
  {
    title: 'Plans and prices',
    source: 'https://globex.example/pricing',
    text: `Globex Ledger has three plans. The Solo plan costs 9 € a month for one user and 50 invoices. The Team plan costs 29 € a month for up to 5 users and any number of invoices. The Business plan costs 79 € a month for up to 25 users and adds approval steps and single sign-on. Paying for a year at once saves two months.

All prices are without VAT. Further users cost 6 € a month each on every plan. Non-profit organisations get a discount of 30 percent. You can change your plan at any time; the difference is charged or credited by the day.`,
  },
  {
    title: 'Free trial',
    source: 'https://globex.example/trial',
    text: `You can try Globex Ledger for 30 days free of charge, with everything that the Business plan has. The trial needs no credit card and ends by itself. Your data is kept for 60 days after the trial, so that you can go on where you stopped. A trial can be extended once by 14 days: just ask our support. We show larger teams around in an online demo of 45 minutes.`,
  },
  {
    title: 'Support hours and response times',
    source: 'https://globex.example/support',
    text: `Our support is open Monday to Friday from 9 am to 6 pm, in English and German. We answer e-mails within one working day, on the Business plan within 4 hours. Customers on the Business plan can also call us. Outside of these hours our status page shows whether something is down, and an engineer is on call for outages. To help quickly we need the name of your workspace and, where you have it, a screenshot.`,
  },
  {
    title: 'Cancellation and refunds',
    source: 'https://globex.example/cancel',
    text: `You can cancel your subscription at any time under Settings, Billing. A monthly plan ends with the month that is paid for. A yearly plan can be refunded within 30 days of payment; later it runs to its end. Before you cancel, export your invoices as PDF and CSV under Settings, Export. After the end your data is kept for 90 days and then deleted. Cancelling removes no invoice that the tax office may ask for from your export.`,
  },
  {
    title: 'Security, export and integrations',
    source: 'https://globex.example/security',
    text: `Your data is stored in Germany and encrypted on disk and in transit. Backups are made every hour and kept for 35 days. Single sign-on by SAML is part of the Business plan; two-step sign-in is part of every plan. You can export all customers, invoices and payments as CSV at any time.

Globex Ledger connects to bank accounts, PayPal and Stripe, and hands your books to your accountant in the DATEV format. An API with webhooks is included from the Team plan on. We sign a data processing agreement with every customer who asks for it.`,
  },
];
