import { useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';

/** Does what can be refused. `problem` is what the API said against the latest attempt; `attempt` answers whether it was done. */
export function useAttempt() {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    setIsBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(errorMessage(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { problem, isBusy, attempt };
}
