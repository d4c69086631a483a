import { Field, ObjectType } from 'type-graphql';
import { CrmLink } from './crm-link.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'A link reached another state.' })
export class CrmLinkEvent {
  @Field(() => String, { description: 'Subscribe again `after` it and nothing is missed.' })
  readonly cursor!: string;

  @Field(() => CrmLink, { description: 'The link as it is now.' })
  readonly link!: CrmLink;
}
