import { Field, ObjectType } from 'type-graphql';
import { FeedPayload } from '#kernel/graph/feed-subscription.ts';
import { CrmLink } from './crm-link.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'A link reached another state.' })
export class CrmLinkEvent extends FeedPayload {
  @Field(() => CrmLink, { description: 'The link as it is now.' })
  readonly link!: CrmLink;
}
