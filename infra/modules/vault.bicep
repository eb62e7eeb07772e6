import { Size } from '../sizes.bicep'

param name string
param location string
param tags object
param size Size

@secure()
param bootstrapKey string

@description('Holds the first admin key, and the keys that open the stores\' credentials: without it those must be entered anew.')
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: size.purgeProtection ? 90 : 7
    // Azure takes true or nothing.
    enablePurgeProtection: size.purgeProtection ? true : null
  }

  @onlyIfNotExists()
  resource firstKey 'secrets' = {
    name: 'bootstrap-key'
    properties: { value: bootstrapKey, contentType: 'admin key of the hub' }
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
output bootstrapKeyUri string = vault::firstKey.properties.secretUri
