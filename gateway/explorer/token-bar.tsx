import { type ReactElement, useState } from 'react';
import { describeToken } from './describe-token.ts';

type Props = { token: string; onChange: (pasted: string) => void };

export function TokenBar({ token, onChange }: Props): ReactElement {
  const [text, setText] = useState(token);
  return (
    <form
      className="token-bar"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text);
      }}
    >
      <label htmlFor="token">Token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="npx parley token --tenant acme --role reviewer"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">Use</button>
      <output>{describeToken(token)}</output>
    </form>
  );
}
