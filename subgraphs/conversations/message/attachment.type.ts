import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'Something that came with a message. Parley keeps where the platform has it, not the file.',
})
export class Attachment {
  @Field(() => String, { description: "The platform's word for it: image, video, audio, file, location." })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: "The platform's address of it, which stops working after a while; null where it has none.",
  })
  url!: string | null;

  @Field(() => String, { nullable: true, description: 'Null where the platform does not say, as Messenger never does.' })
  mimeType!: string | null;
}
