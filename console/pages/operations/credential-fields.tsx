import { Input, Stack, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { CredentialNeed } from './credential-needs.ts';

/** Fields whose values stay in the form itself and are never shown: `readCredentials` takes them from there. */
export function CredentialFields({ needs }: { needs: readonly CredentialNeed[] }) {
  const text = useText();
  const id = useId();
  return (
    <Stack gap="xs">
      {needs.map(({ name, kind, isOptional }) => {
        const label = isOptional ? text('connect.optional', { label: text(`need.${name}`) }) : text(`need.${name}`);
        return kind === 'key' ? (
          <Input.Wrapper key={name} label={label} id={`${id}-${name}`} required={!isOptional}>
            <input type="file" id={`${id}-${name}`} name={name} accept=".pem,.key" required={!isOptional} />
          </Input.Wrapper>
        ) : (
          <TextInput
            key={name}
            name={name}
            label={label}
            required={!isOptional}
            type={kind === 'secret' ? 'password' : kind === 'moment' ? 'datetime-local' : 'text'}
            autoComplete={kind === 'secret' ? 'new-password' : 'off'}
            spellCheck={false}
          />
        );
      })}
    </Stack>
  );
}
