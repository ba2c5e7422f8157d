#include <algorithm>
#include <array>
#include <vector>

#include "grammars/apache/config.hpp"

// Directives of Apache 2.4 and of common modules that cannot matter to any rule, grouped by the reason.
namespace muster::grammars::apache {
namespace {

struct Group {
  std::string_view because;
  std::string_view names;  ///< separated by one blank
};

constexpr auto groups = std::to_array<Group>({
    {"how the server starts, and what it needs to run",
     "AcceptFilter AcceptMutex AsyncRequestWorkerFactor ChrootDir CoreDumpDirectory DefaultRuntimeDir "
     "DefaultStateDir Define DTracePrivileges EnableExceptionHook EnableMMAP EnableSendfile Error ExtendedStatus "
     "FlushMaxPipelined FlushMaxThreshold GprofDir GracefulShutdownTimeout Group HeartbeatAddress "
     "HeartbeatMaxServers HeartbeatStorage ListenBackLog ListenCoresBucketsRatio ListenTCPDeferAccept LoadFile "
     "LoadModule LockFile MaxClients MaxConnectionsPerChild MaxMemFree MaxRequestsPerChild MaxRequestWorkers "
     "MaxSpareServers MaxSpareThreads MaxThreads MinSpareServers MinSpareThreads ModemStandard Mutex "
     "NameVirtualHost PidFile PrivilegesMode ReceiveBufferSize ReadBufferSize ScoreBoardFile SeeRequestTail "
     "SendBufferSize ServerLimit ServerRoot StartServers StartThreads Suexec SuexecUserGroup ThreadLimit "
     "ThreadsPerChild ThreadStackSize UnDefine User VHostCGIMode VHostCGIPrivs VHostGroup VHostPrivs VHostSecure "
     "VHostUser WatchdogInterval Warning RegexDefaultOptions"},
    {"limits and time-outs of connections and requests",
     "BandwidthAll KeepAlive KeepAliveTimeout KeptBodySize LimitInternalRecursion LimitRequestBody "
     "LimitRequestFields LimitRequestFieldSize LimitRequestLine LimitXMLRequestBody MaxKeepAliveRequests "
     "MaxRangeOverlaps MaxRangeReversals MaxRanges MergeTrailers RequestReadTimeout RLimitCPU RLimitMEM "
     "RLimitNPROC TimeOut QSEnabled QS_SrvMaxConn QS_SrvMaxConnPerIP DOSEnabled DOSHashTableSize DOSPageCount "
     "DOSSiteCount DOSPageInterval DOSSiteInterval DOSBlockingPeriod"},
    {"how names, methods and requests are read; a rule that fits none of the plain forms proves nothing",
     "AcceptPathInfo AllowEncodedSlashes HttpProtocolOptions MergeSlashes Protocol Protocols ProtocolsHonorOrder "
     "RegisterHttpMethod StrictHostCheck UnsafeAllow3F UseCanonicalName UseCanonicalPhysicalPort "
     "QualifyRedirectURL RedirectRelative AliasPreservePath"},
    {"what the server says of itself; no attribute of the model depends on it",
     "ServerSignature ServerTokens ServerAdmin TraceEnable AddModuleInfo"},
    {"other names of the same virtual host", "ServerAlias ServerPath"},
    {"where files lie and how they are shown; a request for them is not forwarded",
     "AccessFileName AddAlt AddAltByEncoding AddAltByType AddCharset AddDefaultCharset AddDescription AddEncoding "
     "AddIcon AddIconByEncoding AddIconByType AddInputFilter AddLanguage AddOutputFilter AddOutputFilterByType "
     "AddType BufferSize CacheFile CharsetDefault CharsetOptions CharsetSourceEnc CheckBasenameMatch CheckCaseOnly "
     "CheckSpelling ContentDigest DefaultIcon DefaultLanguage DefaultType DirectoryCheckHandler DirectoryIndex "
     "DirectoryIndexRedirect DirectorySlash DocumentRoot FallbackResource FileETag ForceLanguagePriority ForceType "
     "HeaderName ImapBase ImapDefault ImapMenu IndexHeadInsert IndexIgnore IndexIgnoreReset IndexOptions "
     "IndexOrderDefault IndexStyleSheet LanguagePriority MetaDir MetaFiles MetaSuffix MimeMagicFile MMapFile "
     "ModMimeUsePathInfo MultiviewsMatch Options ReadmeName RemoveCharset RemoveEncoding RemoveHandler "
     "RemoveInputFilter RemoveLanguage RemoveOutputFilter RemoveType ScriptInterpreterSource SSIEndTag SSIErrorMsg "
     "SSIETag SSILastModified SSILegacyExprParser SSIStartTag SSITimeFormat SSIUndefinedEcho TypesConfig UserDir "
     "VirtualDocumentRoot VirtualDocumentRootIP VirtualScriptAlias VirtualScriptAliasIP XBitHack CGIDScriptTimeout "
     "CGIPassAuth CGIScriptTimeout CGIVar ScriptLog ScriptLogBuffer ScriptLogLength ScriptSock CacheNegotiatedDocs"},
    {"WebDAV answers from files",
     "Dav DavBasePath DavDepthInfinity DavGenericLockDB DavLockDB DavLockDBType DavLockDiscovery DavMinTimeout "
     "DavLimitXMLRequestBody SVNPath SVNParentPath SVNListParentPath SVNPathAuthz"},
    {"what is shown for an error comes from a page or another path, which the rules decide like any request",
     "ErrorDocument ErrorLogFormat"},
    {"caches answer what was forwarded before",
     "CacheDefaultExpire CacheDetailHeader CacheDirLength CacheDirLevels CacheDisable CacheEnable CacheHeader "
     "CacheIgnoreCacheControl CacheIgnoreHeaders CacheIgnoreNoLastMod CacheIgnoreQueryString "
     "CacheIgnoreURLSessionIdentifiers CacheKeyBaseURL CacheLastModifiedFactor CacheLock CacheLockMaxAge "
     "CacheLockPath CacheMaxExpire CacheMaxFileSize CacheMinExpire CacheMinFileSize CacheQuickHandler "
     "CacheReadSize CacheReadTime CacheRoot CacheSocache CacheSocacheMaxSize CacheSocacheMaxTime "
     "CacheSocacheMinTime CacheSocacheReadSize CacheSocacheReadTime CacheStaleOnError CacheStoreExpired "
     "CacheStoreNoStore CacheStorePrivate ExpiresActive ExpiresByType ExpiresDefault"},
    {"headers, cookies, variables and the content of answers",
     "AsyncFilter BrotliAlterETag BrotliCompressionMaxInputBlock BrotliCompressionQuality BrotliCompressionWindow "
     "BrotliFilterNote BrowserMatch BrowserMatchNoCase CookieDomain CookieExpires CookieHTTPOnly CookieName "
     "CookieSameSite CookieSecure CookieStyle CookieTracking DeflateAlterETag DeflateBufferSize "
     "DeflateCompressionLevel DeflateFilterNote DeflateInflateLimitRequestBody DeflateInflateRatioBurst "
     "DeflateInflateRatioLimit DeflateMemLevel DeflateWindowSize ExtFilterDefine ExtFilterOptions FilterChain "
     "FilterDeclare FilterProtocol FilterProvider FilterTrace Header IdentityCheck IdentityCheckTimeout InputSed "
     "LuaCodeCache LuaInputFilter LuaOutputFilter LuaPackageCPath LuaPackagePath LuaRoot LuaScope OutputSed "
     "PassEnv ProxyHTMLBufSize ProxyHTMLCharsetOut ProxyHTMLDocType ProxyHTMLEnable ProxyHTMLEvents "
     "ProxyHTMLExtended ProxyHTMLFixups ProxyHTMLInterp ProxyHTMLLinks ProxyHTMLMeta ProxyHTMLStripComments "
     "ProxyHTMLURLMap ReflectorHeader RequestHeader SetEnv SetEnvIf SetEnvIfExpr SetEnvIfNoCase SetInputFilter "
     "SetOutputFilter Substitute SubstituteInheritBefore SubstituteMaxLineLength UnsetEnv xml2EncAlias "
     "xml2EncDefault xml2StartParse"},
    {"how a forwarded request is sent",
     "AllowCONNECT BalancerGrowth BalancerPersist NoProxy Proxy100Continue ProxyAddHeaders ProxyBadHeader "
     "ProxyBlock ProxyDomain ProxyErrorOverride ProxyExpressDBMType ProxyFCGIBackendType ProxyFCGISetEnvIf "
     "ProxyFtpDirCharset ProxyFtpEscapeWildcards ProxyFtpListOnWildcard ProxyHCTPsize ProxyIOBufferSize "
     "ProxyMaxForwards ProxyPassInterpolateEnv ProxyPassReverse ProxyPassReverseCookieDomain "
     "ProxyPassReverseCookiePath ProxyPreserveHost ProxyReceiveBufferSize ProxySCGIInternalRedirect "
     "ProxySCGISendfile ProxySourceAddress ProxyStatus ProxyTimeout ProxyVia ProxyWebsocketAsync "
     "ProxyWebsocketAsyncDelay ProxyWebsocketFallbackToProxyHttp ProxyWebsocketIdleTimeout "
     "SSLProxyCACertificateFile SSLProxyCACertificatePath SSLProxyCARevocationCheck SSLProxyCARevocationFile "
     "SSLProxyCARevocationPath SSLProxyCheckPeerCN SSLProxyCheckPeerExpire SSLProxyCheckPeerName "
     "SSLProxyCipherSuite SSLProxyEngine SSLProxyMachineCertificateChainFile SSLProxyMachineCertificateFile "
     "SSLProxyMachineCertificatePath SSLProxyProtocol SSLProxyVerify SSLProxyVerifyDepth"},
    {"who a user is; that one is asked for is said by Require",
     "Anonymous Anonymous_LogEmail Anonymous_MustGiveEmail Anonymous_NoUserID Anonymous_VerifyEmail "
     "AuthBasicAuthoritative AuthBasicFake AuthBasicProvider AuthBasicUseDigestAlgorithm AuthDBDUserPWQuery "
     "AuthDBDUserRealmQuery AuthDBMGroupFile AuthDBMType AuthDBMUserFile AuthDigestAlgorithm AuthDigestDomain "
     "AuthDigestNcCheck AuthDigestNonceFormat AuthDigestNonceLifetime AuthDigestProvider AuthDigestQop "
     "AuthDigestShmemSize AuthFormAuthoritative AuthFormBody AuthFormDisableNoStore AuthFormFakeBasicAuth "
     "AuthFormLocation AuthFormLoginRequiredLocation AuthFormLoginSuccessLocation AuthFormLogoutLocation "
     "AuthFormMethod AuthFormMimetype AuthFormPassword AuthFormProvider AuthFormSitePassphrase AuthFormSize "
     "AuthFormUsername AuthGroupFile AuthLDAPAuthorizePrefix AuthLDAPBindAuthoritative AuthLDAPBindDN "
     "AuthLDAPBindPassword AuthLDAPCharsetConfig AuthLDAPCompareAsUser AuthLDAPCompareDNOnServer "
     "AuthLDAPDereferenceAliases AuthLDAPGroupAttribute AuthLDAPGroupAttributeIsDN AuthLDAPInitialBindAsUser "
     "AuthLDAPInitialBindPattern AuthLDAPMaxSubGroupDepth AuthLDAPRemoteUserAttribute AuthLDAPRemoteUserIsDN "
     "AuthLDAPSearchAsUser AuthLDAPSubGroupAttribute AuthLDAPSubGroupClass AuthLDAPUrl AuthName AuthnCacheContext "
     "AuthnCacheEnable AuthnCacheProvideFor AuthnCacheSOCache AuthnCacheTimeout AuthnzFcgiCheckAuthnProvider "
     "AuthnzFcgiDefineProvider AuthType AuthUserFile AuthzDBDLoginToReferer AuthzDBDQuery AuthzDBDRedirectQuery "
     "AuthzDBMType AuthzSendForbiddenOnFailure DBDExptime DBDInitSQL DBDKeep DBDMax DBDMin DBDParams DBDPersist "
     "DBDPrepareSQL DBDriver LDAPCacheEntries LDAPCacheTTL LDAPConnectionPoolTTL LDAPConnectionTimeout "
     "LDAPLibraryDebug LDAPOpCacheEntries LDAPOpCacheTTL LDAPReferralHopLimit LDAPReferrals LDAPRetries "
     "LDAPRetryDelay LDAPSharedCacheFile LDAPSharedCacheSize LDAPTimeout LDAPTrustedClientCert "
     "LDAPTrustedGlobalCert LDAPTrustedMode LDAPVerifyServerCert Session SessionCookieMaxAge SessionCookieName "
     "SessionCookieName2 SessionCookieRemove SessionCryptoCipher SessionCryptoDriver SessionCryptoPassphrase "
     "SessionCryptoPassphraseFile SessionDBDCookieName SessionDBDCookieName2 SessionDBDCookieRemove "
     "SessionDBDDeleteLabel SessionDBDInsertLabel SessionDBDPerUser SessionDBDSelectLabel SessionDBDUpdateLabel "
     "SessionEnv SessionExclude SessionExpiryUpdateInterval SessionHeader SessionInclude SessionMaxAge "
     "OIDCProviderMetadataURL OIDCClientID OIDCClientSecret OIDCRedirectURI OIDCCryptoPassphrase OIDCScope "
     "OIDCRemoteUserClaim"},
    {"certificates, session caches and revocation",
     "MDActivationDelay MDBaseServer MDCAChallenges MDCertificateAgreement MDCertificateAuthority "
     "MDCertificateFile MDCertificateKeyFile MDContactEmail MDDriveMode MDExternalAccountBinding MDHttpProxy "
     "MDMember MDMembers MDMessageCmd MDMustStaple MDNotifyCmd MDPortMap MDPrivateKeys MDRenewMode MDRenewWindow "
     "MDRequireHttps MDServerStatus MDStapleOthers MDStapling MDStoreDir MDWarnWindow NWSSLTrustedCerts "
     "SSLCACertificateFile SSLCACertificatePath SSLCADNRequestFile SSLCADNRequestPath SSLCARevocationCheck "
     "SSLCARevocationFile SSLCARevocationPath SSLCertificateChainFile SSLCertificateFile SSLCertificateKeyFile "
     "SSLCompression SSLCryptoDevice SSLFIPS SSLHonorCipherOrder SSLInsecureRenegotiation SSLOCSPDefaultResponder "
     "SSLOCSPEnable SSLOCSPNoverify SSLOCSPOverrideResponder SSLOCSPProxyURL SSLOCSPResponderCertificateFile "
     "SSLOCSPResponderTimeout SSLOCSPResponseMaxAge SSLOCSPResponseTimeSkew SSLOCSPUseRequestNonce SSLOptions "
     "SSLPassPhraseDialog SSLRandomSeed SSLRenegBufferSize SSLSessionCache SSLSessionCacheTimeout "
     "SSLSessionTicketKeyFile SSLSessionTickets SSLSRPUnknownUserSeed SSLSRPVerifierFile SSLStaplingCache "
     "SSLStaplingErrorCacheTimeout SSLStaplingFakeTryLater SSLStaplingForceURL SSLStaplingResponderTimeout "
     "SSLStaplingResponseMaxAge SSLStaplingResponseTimeSkew SSLStaplingReturnResponderErrors "
     "SSLStaplingStandardCacheTimeout SSLStrictSNIVHostCheck SSLUserName SSLUseStapling SSLVerifyClient "
     "SSLVerifyDepth"},
    {"HTTP/2",
     "H2Direct H2CopyFiles H2EarlyHint H2EarlyHints H2MaxDataFrameLen H2MaxSessionStreams H2MaxStreamErrors "
     "H2MaxWorkerIdleSeconds H2MaxWorkers H2MinWorkers H2ModernTLSOnly H2OutputBuffering H2Padding H2ProxyRequests "
     "H2Push H2PushDiarySize H2PushPriority H2PushResource H2SerializeHeaders H2SessionExtraFiles "
     "H2StreamMaxMemSize H2StreamTimeout H2TLSCoolDownSecs H2TLSWarmUpSize H2Upgrade H2WebSockets H2WindowSize"},
    {"how log lines look, and logs beside the log of requests",
     "BufferedLogs CookieLog DumpIOInput DumpIOOutput ForensicLog HostnameLookups LogFormat LogIOTrackTTFB "
     "LogIOTrackTTFU LogMessage RewriteLog RewriteLogLevel JkLogFile JkLogLevel JkLogStampFormat "
     "JkRequestLogFormat JkShmFile"},
    {"whose address a request has",
     "RemoteIPHeader RemoteIPInternalProxy RemoteIPInternalProxyList RemoteIPProxiesHeader RemoteIPProxyProtocol "
     "RemoteIPProxyProtocolExceptions RemoteIPTrustedProxy RemoteIPTrustedProxyList"},
    {"settings of PHP and WSGI, which answer from files",
     "php_admin_flag php_admin_value php_flag php_value PHPIniDir ISAPIAppendLogToErrors ISAPIAppendLogToQuery "
     "ISAPIFakeAsync ISAPILogNotSupported ISAPIReadAheadBuffer WSGIScriptAlias WSGIScriptAliasMatch "
     "WSGIDaemonProcess WSGIProcessGroup WSGIApplicationGroup WSGIPassAuthorization WSGIPythonPath WSGIPythonHome "
     "WSGISocketPrefix"},
});

std::vector<Row> rows_of_groups() {
  std::vector<Row> rows;
  for (const auto& [because, names] : groups) {
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(' ', at), names.size());
      rows.push_back({names.substr(at, end - at), {}, Treatment::ignored, 0, because});
      at = end + 1;
    }
  }
  return rows;
}

}  // namespace

std::span<const Row> ignored_rows() {
  static const std::vector<Row> rows = rows_of_groups();
  return rows;
}

}  // namespace muster::grammars::apache
