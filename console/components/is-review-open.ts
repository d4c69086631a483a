/** Whether a review waits for a decision, taken by somebody or not. */
export const isReviewOpen = (status: string | null | undefined): boolean => status === 'PENDING' || status === 'CLAIMED';
