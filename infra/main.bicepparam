using 'main.bicep'

// `azd env set NAME value` sets these for an environment of azd; it knows the first two by itself.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param size = readEnvironmentVariable('HUB_SIZE', 'dev')
param alertEmail = readEnvironmentVariable('HUB_ALERT_EMAIL', '')
param publicUrl = readEnvironmentVariable('HUB_PUBLIC_URL', '')
param otlpEndpoint = readEnvironmentVariable('HUB_OTLP_ENDPOINT', '')
param cosmosName = readEnvironmentVariable('HUB_COSMOS_NAME', '')
