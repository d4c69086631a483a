import { Alert, Anchor, Badge, Group, Stack, Title } from '@mantine/core';
import { Link } from 'wouter';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { Thread } from '../../components/thread/thread.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import { usePresence } from '../../components/viewers/use-presence.ts';
import { ViewersLine } from '../../components/viewers/viewers-line.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { STATUS_COLOURS } from './conversation-row.tsx';
import { ConversationTools } from './conversation-tools.tsx';
import { NoteBox } from './note-box.tsx';
import { ReplyBox } from './reply-box.tsx';
import { useConversation } from './use-conversation.ts';
import { useConversationChanges } from './use-conversation-changes.ts';

/** One conversation: what was said, what the team knows of it, and a reply by hand. */
export function ConversationDetail({ id, search }: { id: string; search: string }) {
  const text = useText();
  const { may, member } = useSession();
  const { conversation, hasEarlier, error, showEarlier, retry } = useConversation(id);
  const changes = useConversationChanges(id);
  usePresence(id);
  if (conversation === null && !error) return <PageState state="empty" message={text('conversations.gone')} />;
  if (!conversation) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />;
  const { contact, channel, status, lead, runs, viewers } = conversation;
  const customer = contact.displayName ?? text('contact.unknown');
  const review = runs?.nodes[0]?.review;
  return (
    <Stack component="article" aria-labelledby="conversation-name" gap="sm">
      <Anchor component={Link} href={`/${search}`} hiddenFrom="md">
        {text('conversations.back')}
      </Anchor>
      <Group gap="xs">
        <Title order={2} size="h3" id="conversation-name">
          {customer}
        </Title>
        <Badge variant="light">{text(`platform.${channel.platform}`)}</Badge>
        {conversation.isPublic && (
          <Badge variant="light" color="orange">
            {text('conversations.public')}
          </Badge>
        )}
        <Badge variant="light" color={STATUS_COLOURS[status]}>
          {text(`status.${status}`)}
        </Badge>
        {lead && (
          <Anchor component={Link} href={`~/leads/${lead.id}`} size="sm">
            {text('conversations.lead', { tier: text(`tier.${lead.tier}`), points: lead.points })}
          </Anchor>
        )}
        {review && isReviewOpen(review.status) && (
          <Anchor component={Link} href={`~/review/${review.id}`} size="sm">
            {text('conversations.openReview')}
          </Anchor>
        )}
      </Group>
      <ViewersLine viewers={viewers} />
      <ConversationTools conversation={conversation} changes={changes} />
      {changes.problem && (
        <Alert color="red" role="alert">
          {changes.problem}
        </Alert>
      )}
      <Thread
        messages={conversation.messages.nodes}
        notes={conversation.notes}
        customer={customer}
        onEarlier={hasEarlier ? () => void showEarlier() : null}
      />
      {may('conversations:write') && (
        <>
          <ReplyBox
            conversationId={id}
            isPublic={conversation.isPublic}
            values={{
              contactName: contact.displayName,
              agentName: member?.displayName ?? null,
              channelName: channel.displayName,
            }}
            windowClosesAt={conversation.personReplyWindowClosesAt}
          />
          <NoteBox conversationId={id} isBusy={changes.isNoting} onAdd={changes.addNote} />
        </>
      )}
    </Stack>
  );
}
