import { ActionIcon, Menu, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useText } from '../../i18n/language.tsx';
import type { LeadRowFragment } from './leads.generated.ts';
import { OverrideForm } from './override-form.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { STAGE_MOVES } from './stage-moves.ts';
import { useLeadChanges } from './use-lead-changes.ts';

/** What a person may change about a lead without opening it. A tier asks for a reason, a stage does not. */
export function LeadCardMenu({ lead, name }: { lead: LeadRowFragment; name: string }) {
  const text = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const { problem, isBusy, override, clear, setStage } = useLeadChanges(lead.id);
  return (
    <>
      <Menu position="bottom-end" returnFocus>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" data-part="menu" aria-label={text('lead.change', { name })}>
            ⋯
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{text('leads.stage')}</Menu.Label>
          {STAGE_MOVES[lead.stage].map((stage) => (
            <Menu.Item key={stage} disabled={isBusy} onClick={() => void setStage(stage)}>
              {text('lead.toStage', { stage: text(`stage.${stage}`) })}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{text('leads.tier')}</Menu.Label>
          <Menu.Item onClick={open}>{text('lead.overrideAsk')}</Menu.Item>
          {lead.override && (
            <Menu.Item disabled={isBusy} onClick={() => void clear()}>
              {text('lead.clear')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {!isOpen && <ProblemAlert problem={problem} />}
      <Modal
        opened={isOpen}
        onClose={close}
        title={name}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': text('state.close') }}
      >
        <ProblemAlert problem={problem} />
        <OverrideForm
          tier={lead.tier}
          isBusy={isBusy}
          onOverride={async (tier, reason) => {
            const isDone = await override(tier, reason);
            if (isDone) close();
            return isDone;
          }}
        />
      </Modal>
    </>
  );
}
