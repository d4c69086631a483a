import { Component, type ReactNode } from 'react';
import { PageState } from '../components/ui/page-state.tsx';

/** A page that broke takes no other along. After an update of Parley its file may be gone: loading anew mends that. */
export class RescueFromFailure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <PageState state="failed" onRetry={() => location.reload()} /> : this.props.children;
  }
}
