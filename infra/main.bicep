targetScope = 'subscription'

import { sizes } from 'sizes.bicep'

@description('Name of the environment of azd; part of the names of all resources.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources.')
param location string

@description('Which column of sizes.bicep.')
param size 'dev' | 'prod'

@description('Who is told when something is wrong; empty: alerts are only listed in the portal.')
param alertEmail string = ''

@description('Account of Cosmos DB; empty: one named after the environment. Names another after a restore (docs/operations.md).')
param cosmosName string = ''

@description('Where traces and metrics go besides Application Insights; empty: nowhere.')
param otlpEndpoint string = ''

@description('Address of the hub as stores see it, where it has a domain of its own; empty: the app\'s.')
param publicUrl string = ''

@description('Secret of the first admin key. Of value only when the vault has none yet: 244 random bits that nobody needs to see before.')
@secure()
param bootstrapKey string = 'hub_${replace('${newGuid()}${newGuid()}', '-', '')}'

var tags = { 'azd-env-name': environmentName }
var suffix = uniqueString(subscription().id, environmentName, location)
var chosen = sizes[size]

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-hub-${suffix}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { suffix: suffix, location: location, tags: tags, size: chosen }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: { name: 'sthub${suffix}', location: location, tags: tags, size: chosen }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: empty(cosmosName) ? 'cosmos-hub-${suffix}' : cosmosName
    location: location
    tags: tags
    size: chosen
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: { name: 'kv-hub-${suffix}', location: location, tags: tags, size: chosen, bootstrapKey: bootstrapKey }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    operatorId: deployer().objectId
    storageName: storage.outputs.name
    cosmosName: cosmos.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module functions 'modules/functions.bicep' = {
  scope: group
  // Without its roles the app does not start, nor can it follow its reference to the vault.
  dependsOn: [roles]
  params: {
    name: 'func-hub-${suffix}'
    location: location
    tags: tags
    size: chosen
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    deploymentContainer: storage.outputs.deploymentContainer
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    vaultUri: vault.outputs.uri
    bootstrapKeyUri: vault.outputs.bootstrapKeyUri
    insightsConnection: monitoring.outputs.insightsConnection
    otlpEndpoint: otlpEndpoint
    publicUrl: publicUrl
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId, email: alertEmail }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output HUB_APP string = functions.outputs.name
output HUB_URL string = functions.outputs.url
output HUB_VAULT string = vault.outputs.name
output HUB_COSMOS string = cosmos.outputs.name
output HUB_STORAGE string = storage.outputs.name
