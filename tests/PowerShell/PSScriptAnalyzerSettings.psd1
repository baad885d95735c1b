@{
    ExcludeRules = @(
        # PowerShell 7 reads UTF-8 without one.
        'PSUseBOMForUnicodeEncodedFile'
        # Pester runs BeforeDiscovery's variables and the -ForEach that use them in one scope, which the rule cannot see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Functions of tests have no user to ask.
        'PSUseShouldProcessForStateChangingFunctions'
    )
}
