alter table review
  drop constraint review_reason_check,
  add constraint review_reason_check check (reason in ('LOW_CONFIDENCE', 'POLICY', 'PROVIDER_DOWN'));
