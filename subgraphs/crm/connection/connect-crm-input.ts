import { Field, InputType } from 'type-graphql';
import { Json } from '#kernel/graph/scalars.ts';
import { CrmKind } from './crm-kind.ts';

@InputType({ description: 'A CRM to keep in step, with the credentials for it.' })
export class ConnectCrmInput {
  @Field(() => CrmKind, { description: 'Whose CRM it is; what `credentials` must hold depends on it.' })
  readonly kind!: CrmKind;

  @Field(() => String, { description: 'What the team calls it, 1 to 100 characters.' })
  readonly displayName!: string;

  @Field(() => Json, { description: 'What the kind says it needs. Checked against the CRM, stored sealed, and never answered.' })
  readonly credentials!: unknown;

  @Field(() => Json, {
    nullable: true,
    description:
      'From any of `firstName lastName company email phone rating tier points signals stage platform` to the API name of the CRM’s field, or to null to leave it out. What is not named goes to its usual field.',
  })
  readonly fieldMapping?: unknown;
}
