/** Licences on works, from the grant over uses and royalties to the revocation. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const licence = { type: 'licence', id: 'arg:_licenseId' }
const named = { type: 'licence', id: 'arg:licence' }

export const contentLicences: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'content-licences', revision: 1 },
  name: 'Content licences',
  about:
    'Owners of works grant licences, licensees use the works and pay royalties, owners revoke. Grant, transfer and revocation are those of ERC-5218 (NFT Rights Management); terms, uses and royalties stand in events beside it. Roles are those of AccessControl. A work is used only under a licence that stands and by who holds it, royalties come in time, only who granted revokes, and equal licensees have equal rates.',
  contracts: {
    licences: {
      label: 'Licences',
      abi: [
        'event CreateLicense(uint256 _licenseId, uint256 _tokenId, uint256 _parentLicenseId, address _licenseHolder, string _uri, address _revoker)',
        'event TransferLicense(uint256 _licenseId, address _licenseHolder)',
        'event RevokeLicense(uint256 _licenseId)',
        'event LicenceTerms(uint256 indexed licence, address indexed owner, address indexed licensee, uint256 royaltyBasisPoints, uint64 royaltyDue)',
        'event WorkUsed(uint256 indexed licence, address indexed user, uint256 quantity)',
        'event RoyaltyPaid(uint256 indexed licence, address indexed payer, address indexed owner, uint256 amount, uint64 nextDue)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    owner: accessRole('Owner of works', 'licences', 'OWNER_ROLE', { overlaps: true }),
    licensee: accessRole('Licensee', 'licences', 'LICENSEE_ROLE'),
  },
  units: { money: { symbol: 'USD', decimals: 2, price: { fixed: '1' } }, uses: { symbol: 'uses', decimals: 0, price: null } },
  verbs: {
    grant: {
      ...{ label: 'Grant', verb: 'grant', nature: 'L1', on: { contract: 'licences', event: 'CreateLicense' } },
      ...{ from: 'arg:_revoker', to: 'arg:_licenseHolder', document: licence, roles: { from: ['owner'], to: ['licensee'] } },
    },
    terms: {
      ...{ label: 'Agree on terms', verb: 'sign', nature: 'L2', on: { contract: 'licences', event: 'LicenceTerms' } },
      ...{ from: 'arg:owner', to: 'arg:licensee', document: named, rate: 'arg:royaltyBasisPoints', due: 'arg:royaltyDue' },
    },
    use: {
      ...{ label: 'Use', verb: 'present', nature: 'L3', on: { contract: 'licences', event: 'WorkUsed' } },
      ...{ from: 'arg:user', to: 'contract', amount: 'arg:quantity', unit: 'uses', document: named },
    },
    pay: {
      ...{ label: 'Pay royalty', verb: 'pay', nature: 'L4', on: { contract: 'licences', event: 'RoyaltyPaid' } },
      ...{ from: 'arg:payer', to: 'arg:owner', amount: 'arg:amount', unit: 'money', document: named, due: 'arg:nextDue' },
      roles: { from: ['licensee'], to: ['owner'] },
    },
    'hand-on': {
      ...{ label: 'Hand on', verb: 'transfer', nature: 'L5', on: { contract: 'licences', event: 'TransferLicense' } },
      ...{ from: 'sender', to: 'arg:_licenseHolder', document: licence, roles: { to: ['licensee'] } },
    },
    revoke: {
      ...{ label: 'Revoke', verb: 'revoke', nature: 'L6', on: { contract: 'licences', event: 'RevokeLicense' } },
      ...{ from: 'sender', to: 'contract', document: licence },
    },
  },
  documents: {
    licence: {
      label: 'Licence',
      states: { granted: { label: 'Granted' }, revoked: { label: 'Revoked', final: true } },
      transitions: [
        { by: 'grant', from: ['new'], to: 'granted' },
        { by: 'terms', from: ['granted'], to: 'granted' },
        { by: 'use', from: ['granted'], to: 'granted' },
        { by: 'pay', from: ['granted'], to: 'granted' },
        { by: 'hand-on', from: ['granted'], to: 'granted' },
        { by: 'revoke', from: ['granted'], to: 'revoked' },
      ],
    },
  },
  invariants: {
    granted: { kind: 'transitions', label: 'Used while granted', severity: 'alarm', with: {} },
    holder: {
      ...{ kind: 'only-by', label: 'Used and handed on by its holder', severity: 'alarm' },
      with: { verbs: ['use', 'hand-on'], party: 'holder' },
    },
    revoker: {
      ...{ kind: 'only-by', label: 'Revoked by who granted it', severity: 'alarm' },
      with: { verbs: ['terms', 'revoke'], party: 'issuer' },
    },
    'in-time': { kind: 'overdue', label: 'Royalties in time', severity: 'warning', with: { type: 'licence' } },
    equal: {
      ...{ kind: 'equal-rates', label: 'Equal rates for equal licensees', severity: 'notice' },
      with: { verb: 'terms', role: 'licensee', side: 'to' },
    },
    members: { kind: 'roles', label: 'Within the roles', severity: 'warning', with: {} },
  },
  disclosure: { peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' } },
})
