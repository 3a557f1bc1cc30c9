// The certified OpenID provider of npm, as a kommune's log-in: run by tools.long.login, never shipped.
// Arguments: port, a file with its signing keys (JWKS), and how many seconds an ID token lives.
import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';

const [port, keys, life] = process.argv.slice(2);
const redirects = ['http://127.0.0.1/log-ind'];
const native = {
  application_type: 'native',
  redirect_uris: redirects,
  grant_types: ['authorization_code'],
  response_types: ['code'],
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { client_id: 'konsulent', token_endpoint_auth_method: 'none', ...native },
    { client_id: 'fortrolig', client_secret: 'en hemmelighed til proeven', ...native },
  ],
  claims: { openid: ['sub', 'upn'] },
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, upn: id }) }),
  jwks: JSON.parse(readFileSync(keys, 'utf8')),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['proeve'] },
  ttl: { IdToken: Number(life), AccessToken: 60, Session: 600, Interaction: 600, Grant: 600 },
});

provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
