import { Size } from '../sizes.bicep'

param name string
param location string
param tags object
param size Size

@description('Written from what the documents declare; a test compares the two.')
var indexes = loadJsonContent('../cosmos-indexes.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: size.zoneRedundant }]
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: size.backup } }
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
  }

  resource database 'sqlDatabases' = {
    name: 'customers'
    properties: {
      resource: { id: 'customers' }
      options: size.sharedThroughput == 0 ? {} : { autoscaleSettings: { maxThroughput: size.sharedThroughput } }
    }

    resource containers 'containers' = [
      for container in items(indexes): {
        name: container.key
        properties: {
          resource: {
            id: container.key
            partitionKey: { kind: 'Hash', version: 2, paths: ['/pk'] }
            indexingPolicy: container.value
          }
          options: size.sharedThroughput == 0
            ? { autoscaleSettings: { maxThroughput: size.throughput[container.key] } }
            : {}
        }
      }
    ]
  }
}

output name string = account.name
output endpoint string = account.properties.documentEndpoint
output database string = account::database.name
