// A real identity provider on this machine, so that signing in by OpenID Connect is walked and not imagined. It lets
// anybody in under any name. Deliberately not here: answers that must not be believed (crates/app/tests/suite/identity.rs).

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

export const PROVIDER_NAME = 'kommuninloggningen';
export const CLIENT = 'brygga';

// `origin` is where Brygga is, which people are sent back to. Gives the provider's address, the secret it shares with
// Brygga, and a way to stop it.
export async function startProvider(origin) {
  const secret = randomBytes(24).toString('base64url');
  // The provider speaks of its makeshift interface and keys on the console; nothing else of it is worth a line.
  const spoken = [];
  const [warn, info] = [console.warn, console.info];
  console.warn = console.info = (...words) => spoken.push(words.join(' '));
  const { server, issuer } = await listening();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: secret,
        redirect_uris: [`${origin}/logga-in/svar`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'ett', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    findAccount: (_, name) => ({
      accountId: name,
      claims: () => ({
        sub: name,
        name: `${name[0].toUpperCase()}${name.slice(1)} Berg`,
        email: `${name}@inloggning.example`,
        email_verified: true,
        groups: ['medarbetare'],
      }),
    }),
  });
  console.warn = warn;
  console.info = info;
  server.on('request', provider.callback());
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { issuer, secret, stop };
}

async function listening() {
  const { createServer } = await import('node:http');
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, issuer: `http://127.0.0.1:${server.address().port}` };
}
