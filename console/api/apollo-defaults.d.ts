import type { GraphQLCodegenDataMasking } from '@apollo/client/masking';

// what create-client.ts and codegen.ts set: Apollo's hooks take their types from here
declare module '@apollo/client' {
  interface TypeOverrides extends GraphQLCodegenDataMasking.TypeOverrides {}
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all';
      }
      interface Query {
        errorPolicy: 'all';
      }
    }
  }
}
