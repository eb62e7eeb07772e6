param name string
param location string
param tags object

@description('As whom the hub signs in everywhere. It outlives the app, so that its roles do too.')
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
