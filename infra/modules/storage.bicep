import { Size } from '../sizes.bicep'

param name string
param location string
param tags object
param size Size

var deployments = 'deployments'
var queues = ['store-events', 'store-pulls', 'credit-pages', 'redactions', 'imports', 'syncs', 'merges', 'families', 'announcements', 'deliveries']

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: size.storageSku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: size.fileDays }
      containerDeleteRetentionPolicy: { enabled: true, days: size.fileDays }
    }

    resource containers 'containers' = [for container in ['files', deployments]: { name: container }]
  }

  resource messages 'queueServices' = {
    name: 'default'

    resource all 'queues' = [for queue in flatten(map(queues, queue => [queue, '${queue}-poison'])): { name: queue }]
  }

  @description('Versions would be kept, and paid for, for ever.')
  resource forget 'managementPolicies' = {
    name: 'default'
    dependsOn: [blobs]
    properties: {
      policy: {
        rules: [
          {
            name: 'old-versions'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: size.fileDays } } }
            }
          }
        ]
      }
    }
  }
}

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output deploymentContainer string = deployments
