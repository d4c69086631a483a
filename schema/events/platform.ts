import { z } from 'zod';

/** A social platform as events name it. */
export const platform = z.enum(['FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN']);
export type PlatformName = z.infer<typeof platform>;
