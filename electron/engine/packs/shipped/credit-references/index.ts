/** References on the credit of firms, from the issuer that gives one to the bank that relies on it. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const reference = { type: 'reference', id: 'arg:uid' }

export const creditReferences: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'credit-references', revision: 1 },
  name: 'Credit references',
  about:
    'Accredited issuers attest the credit of firms, banks rely on it, issuers revoke it. Attested and Revoked are those of the Ethereum Attestation Service (EAS); grade and end stand in an event beside them, as EAS tells neither. Roles are those of AccessControl. Only accredited issuers attest, only who gave a reference revokes it, and nobody relies on one that was revoked or has run out.',
  contracts: {
    register: {
      label: 'Register of references',
      abi: [
        'event Attested(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID)',
        'event Revoked(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID)',
        'event ReferenceGraded(bytes32 indexed uid, address indexed attester, address indexed recipient, uint256 grade, uint64 ends)',
        'event ReferenceUsed(bytes32 indexed uid, address indexed reader, address indexed recipient)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    issuer: accessRole('Accredited issuer', 'register', 'ISSUER_ROLE', { overlaps: true }),
    reader: accessRole('Reader', 'register', 'READER_ROLE'),
    firm: accessRole('Firm', 'register', 'FIRM_ROLE'),
  },
  units: {},
  verbs: {
    attest: {
      ...{ label: 'Attest', verb: 'attest', nature: 'C1', on: { contract: 'register', event: 'Attested' } },
      ...{ from: 'arg:attester', to: 'arg:recipient', document: reference, roles: { from: ['issuer'] } },
    },
    grade: {
      ...{ label: 'Grade', verb: 'register', nature: 'C2', on: { contract: 'register', event: 'ReferenceGraded' } },
      ...{ from: 'arg:attester', to: 'arg:recipient', document: { ...reference, holder: 'keep' }, rate: 'arg:grade', due: 'arg:ends' },
    },
    rely: {
      ...{ label: 'Rely on', verb: 'present', nature: 'C3', on: { contract: 'register', event: 'ReferenceUsed' } },
      ...{ from: 'arg:reader', to: 'arg:recipient', document: reference, roles: { from: ['reader'] } },
    },
    revoke: {
      ...{ label: 'Revoke', verb: 'revoke', nature: 'C4', on: { contract: 'register', event: 'Revoked' } },
      ...{ from: 'arg:attester', to: 'arg:recipient', document: reference },
    },
  },
  documents: {
    reference: {
      label: 'Reference',
      states: { given: { label: 'Given' }, revoked: { label: 'Revoked', final: true } },
      transitions: [
        { by: 'attest', from: ['new'], to: 'given' },
        { by: 'grade', from: ['given'], to: 'given' },
        { by: 'rely', from: ['given'], to: 'given' },
        { by: 'revoke', from: ['given'], to: 'revoked' },
      ],
    },
  },
  invariants: {
    accredited: { kind: 'roles', label: 'Accredited issuers and known readers', severity: 'alarm', with: {} },
    revoker: {
      ...{ kind: 'only-by', label: 'Graded and revoked by its issuer', severity: 'alarm' },
      with: { verbs: ['grade', 'revoke'], party: 'issuer' },
    },
    steps: { kind: 'transitions', label: 'Relied on while it stands', severity: 'alarm', with: {} },
    ended: { kind: 'in-time', label: 'Not after its end', severity: 'alarm', with: { verbs: ['rely'] } },
  },
  disclosure: {
    peer: { verb: 'open', time: 'band', roles: 'open', state: 'open' },
    party: { rate: 'band' },
  },
})
