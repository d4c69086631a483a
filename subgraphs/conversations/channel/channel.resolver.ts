import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { Json } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';
import { setChannelRetention } from '../retention/set-channel-retention.ts';
import type { AccountDirectory } from './account-directory.ts';
import { Channel } from './channel.entity.ts';
import { ChannelCapability } from './channel-capability.ts';
import { type ChannelMeans, connectChannel } from './connect-channel.ts';
import { ConnectChannelInput } from './connect-channel-input.ts';
import { disconnectChannel } from './disconnect-channel.ts';
import { listChannels } from './list-channels.ts';
import { updateChannelCredentials } from './update-channel-credentials.ts';

@Resolver(() => Channel)
export class ChannelResolver {
  readonly #connectors: ReadonlyMap<Platform, PlatformConnector>;
  readonly #accounts: AccountDirectory;
  readonly #timeoutMs: number;

  constructor(connectors: ReadonlyMap<Platform, PlatformConnector>, accounts: AccountDirectory, timeoutMs: number) {
    this.#connectors = connectors;
    this.#accounts = accounts;
    this.#timeoutMs = timeoutMs;
  }

  @Query(() => [Channel], { description: 'The channels of the tenant, disconnected ones too, the oldest first.' })
  @RequiresScopes([['conversations:read']])
  channels(@Ctx() ctx: GraphContext): Promise<Channel[]> {
    return listChannels(ctx);
  }

  @Mutation(() => Channel, {
    description:
      'Connects an account that the credentials control. CONFLICT where another tenant holds it, BAD_USER_INPUT where they control another one. Connecting it again refreshes its channel.',
  })
  @RequiresScopes([['channels:manage']])
  connectChannel(
    @Ctx() ctx: GraphContext,
    @Arg('input', () => ConnectChannelInput) input: ConnectChannelInput,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey?: string | null,
  ): Promise<Channel> {
    const { accountId, displayName, credentials } = input;
    return connectChannel(ctx, this.#means(ctx, input.platform), {
      accountId,
      displayName,
      credentials,
      idempotencyKey: idempotencyKey ?? null,
    });
  }

  @Mutation(() => Channel, {
    description: 'Puts new credentials in the place of ones that changed; they must control the same account.',
  })
  @RequiresScopes([['channels:manage']])
  updateChannelCredentials(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('credentials', () => Json) credentials: unknown,
  ): Promise<Channel> {
    return updateChannelCredentials(ctx, (platform) => this.#means(ctx, platform), id, credentials);
  }

  @Mutation(() => Channel, { description: 'Forgets the credentials and gives the account free. What was said stays.' })
  @RequiresScopes([['channels:manage']])
  disconnectChannel(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Channel> {
    return disconnectChannel(ctx, { accounts: this.#accounts, transaction: (work) => ctx.transaction(work) }, id);
  }

  @Mutation(() => Channel, {
    description:
      'How long what is said on the channel is kept, in hours; null: for ever. BAD_USER_INPUT where the platform allows less.',
  })
  @RequiresScopes([['channels:manage']])
  setChannelRetention(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('hours', () => Int, { nullable: true }) hours?: number | null,
  ): Promise<Channel> {
    return ctx.transaction((tx) => setChannelRetention(tx, this.#connectors, id, hours ?? null));
  }

  @FieldResolver(() => [ChannelCapability], {
    description: 'What this platform lets us do: it differs, and the answer is honest.',
  })
  capabilities(@Root() channel: Channel): ChannelCapability[] {
    return (this.#connectors.get(channel.platform)?.capabilities ?? []).map((capability) => ChannelCapability[capability]);
  }

  #means(ctx: GraphContext, platform: Platform): ChannelMeans {
    const connector = this.#connectors.get(platform);
    if (!connector) throw new Error(`There is no connector of ${platform}.`);
    return { connector, accounts: this.#accounts, timeoutMs: this.#timeoutMs, transaction: (work) => ctx.transaction(work) };
  }
}
