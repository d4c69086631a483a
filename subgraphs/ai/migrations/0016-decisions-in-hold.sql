-- whoever decided finds what they can still take back, also after their page was closed; a decision leaves it with the end of its hold
create index review_in_hold on review (decided_by, held_until) where held_until is not null;
