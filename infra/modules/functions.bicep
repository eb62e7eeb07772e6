import { Size } from '../sizes.bicep'

param name string
param location string
param tags object
param size Size
param identityId string
param clientId string
param deploymentContainer string
param blobEndpoint string
param queueEndpoint string
param cosmosEndpoint string
param cosmosDatabase string
param vaultUri string
param bootstrapKeyUri string
param insightsConnection string
param otlpEndpoint string
param publicUrl string

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // By this tag azd finds where the service of azure.yaml goes.
  tags: union(tags, { 'azd-service-name': 'hub' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: { minTlsVersion: '1.2', http20Enabled: true }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${deploymentContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: size.instances
        alwaysReady: size.alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: size.alwaysReady }]
        // A request mostly waits for Cosmos DB; the default of 16 would start an instance too early.
        triggers: { http: { perInstanceConcurrency: 64 } }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        Customers__Storage: 'azure'
        Customers__Cosmos__Endpoint: cosmosEndpoint
        Customers__Cosmos__Database: cosmosDatabase
        Customers__KeyVault: vaultUri
        Customers__PublicUrl: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
        // Without a version: what replaces it in the vault is taken within a day, or when the app is restarted with new settings.
        Customers__BootstrapKey: '@Microsoft.KeyVault(SecretUri=${bootstrapKeyUri})'
        AzureWebJobsStorage__blobServiceUri: blobEndpoint
        AzureWebJobsStorage__queueServiceUri: queueEndpoint
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: clientId
        AZURE_CLIENT_ID: clientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
      },
      empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint }
    )
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
