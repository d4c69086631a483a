/** Imported first by both gateways: Apollo's libraries decide at their import how much they check and show. */
process.env['NODE_ENV'] = 'production';
